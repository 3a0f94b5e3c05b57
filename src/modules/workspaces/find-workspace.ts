import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { buildOnce, workspaces } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { eq, sql } from '#platform/sql';

const idOfWorkspace = buildOnce((db) =>
  db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, sql.placeholder('id')))
    .prepare(''),
);

/** Whether the workspace that ctx acts for is there, without reading its settings. Throws `workspace.not-found`. */
export async function findWorkspace({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<void> {
  authorise({ ctx, action: 'workspace.read', resource: { type: 'workspace', id: ctx.workspaceId } });
  const [row] = await idOfWorkspace(ctx.db).execute({ id: ctx.workspaceId });
  if (row === undefined) {
    throw new SophiaError('workspace.not-found', `Expected the workspace ${ctx.workspaceId}, found none of that name.`);
  }
}
