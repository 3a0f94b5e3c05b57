import { type Workspace, WorkspaceSettings } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, workspaces } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { eq, sql } from '#platform/sql';

const workspaceById = buildOnce((db) =>
  db
    .select()
    .from(workspaces)
    .where(eq(workspaces.id, sql.placeholder('id')))
    .prepare(''),
);

/** The workspace that ctx acts for, with its settings. Throws `workspace.not-found`. */
export async function getWorkspace({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<Workspace> {
  authorise({ ctx, action: 'workspace.read', resource: { type: 'workspace', id: ctx.workspaceId } });
  const [row] = await workspaceById(ctx.db).execute({ id: ctx.workspaceId });
  if (row === undefined) {
    throw new SophiaError('workspace.not-found', `Expected the workspace ${ctx.workspaceId}, found none of that name.`);
  }
  return {
    workspaceId: row.id,
    name: row.name,
    currency: row.currency,
    timeZone: row.timeZone,
    settings: WorkspaceSettings.parse(row.settings),
  };
}
