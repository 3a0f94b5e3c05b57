import { WorkspaceSettings } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact, workspaces } from '#platform/db';
import { parseInput } from '#platform/errors';
import { eq } from '#platform/sql';
import { addVersion, lastOfFile, loadVersions } from './published-versions.ts';
import { partOf, settingsParts, versionOf, withPart } from './settings-parts.ts';

/**
 * Makes the workspace that ctx acts for, or gives it the settings of its file; the audit trail keeps both the old and the
 * new. What was published since the file was last another stays in force. Doing it again with the same settings changes
 * nothing.
 */
export async function configureWorkspace({ ctx, input }: Verb<WorkspaceSettings>): Promise<{ changed: boolean }> {
  authorise({ ctx, action: 'workspace.configure', resource: { type: 'workspace', id: ctx.workspaceId } });
  const settings = parseInput({ schema: WorkspaceSettings, input, what: 'the settings of a workspace' });
  return transact({ ctx }, async (inner) => {
    const before = await holdWorkspace(inner);
    const values = {
      name: settings.name ?? ctx.workspaceId,
      currency: settings.currency ?? 'USD',
      timeZone: settings.timeZone ?? 'UTC',
      settings: await withPublished(inner, settings),
    };
    const same =
      before !== null &&
      JSON.stringify(WorkspaceSettings.parse(before.settings)) === JSON.stringify(values.settings) &&
      before.currency === values.currency &&
      before.timeZone === values.timeZone;
    if (same) return { changed: false };
    await inner.db.update(workspaces).set(values).where(eq(workspaces.id, inner.workspaceId));
    await audit({
      ctx: inner,
      action: 'workspace.configured',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { before: before?.settings ?? null, after: values.settings },
    });
    return { changed: true };
  });
}

/** Of processes that start at once on an empty database one makes the row; null is what was before for that one alone. */
async function holdWorkspace({ db, workspaceId, clock }: Context): Promise<typeof workspaces.$inferSelect | null> {
  const made = await db
    .insert(workspaces)
    .values({ id: workspaceId, name: workspaceId, createdAt: clock.now() })
    .onConflictDoNothing()
    .returning({ id: workspaces.id });
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, workspaceId)).for('update');
  return made.length > 0 ? null : (row ?? null);
}

/** Of each part the last word: of the file where it says something else than it last did, otherwise what is in force. */
async function withPublished(ctx: Context, fromFile: WorkspaceSettings): Promise<WorkspaceSettings> {
  let settings = fromFile;
  for (const part of settingsParts) {
    const said = partOf(part, fromFile);
    const lastSaid = (await lastOfFile(ctx, part))?.settings ?? {};
    if (versionOf(said) !== versionOf(lastSaid)) {
      await addVersion(ctx, { part, source: 'file', settings: said });
      continue;
    }
    const [newest] = await loadVersions(ctx, { part, limit: 1 });
    if (newest?.source === 'person') settings = withPart(settings, { part, said: newest.settings });
  }
  return settings;
}
