import { WorkspaceSettings } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact, workspaces } from '#platform/db';
import { parseInput } from '#platform/errors';
import { eq } from '#platform/sql';

/**
 * Makes the workspace that ctx acts for, or gives it new settings; the audit trail keeps both the old and the new.
 * Doing it again with the same settings changes nothing.
 */
export async function configureWorkspace({ ctx, input }: Verb<WorkspaceSettings>): Promise<{ changed: boolean }> {
  authorise({ ctx, action: 'workspace.configure', resource: { type: 'workspace', id: ctx.workspaceId } });
  const settings = parseInput({ schema: WorkspaceSettings, input, what: 'the settings of a workspace' });
  const values = {
    name: settings.name ?? ctx.workspaceId,
    currency: settings.currency ?? 'USD',
    timeZone: settings.timeZone ?? 'UTC',
    settings,
  };
  return transact({ ctx }, async (inner) => {
    const [before] = await inner.db.select().from(workspaces).where(eq(workspaces.id, inner.workspaceId)).for('update');
    const same =
      before !== undefined &&
      JSON.stringify(WorkspaceSettings.parse(before.settings)) === JSON.stringify(settings) &&
      before.currency === values.currency &&
      before.timeZone === values.timeZone;
    if (same) return { changed: false };
    await inner.db
      .insert(workspaces)
      .values({ id: inner.workspaceId, ...values, createdAt: inner.clock.now() })
      .onConflictDoUpdate({ target: workspaces.id, set: values });
    await audit({
      ctx: inner,
      action: 'workspace.configured',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { before: before?.settings ?? null, after: settings },
    });
    return { changed: true };
  });
}
