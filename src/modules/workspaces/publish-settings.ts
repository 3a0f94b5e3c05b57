import { WorkspaceSettings } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact, workspaces } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { eq } from '#platform/sql';
import { getPublishedSettings, type Published } from './get-published-settings.ts';
import { addVersion, loadVersions } from './published-versions.ts';
import { partOf, readPart, type SettingsOfPart, type SettingsPart, versionOf, withPart } from './settings-parts.ts';

interface PublishSettingsInput<Part extends SettingsPart> {
  readonly part: Part;
  readonly settings: SettingsOfPart[Part];
  /** The versions that it may replace; null where nothing was said. */
  readonly replaces: readonly string[] | null;
}

/**
 * Puts another version of a part of the settings in force, in every process with the next thing that reads it, where what
 * is in force is still what it was made from. Throws `settings.version-missing` and `settings.stale`.
 */
export async function publishSettings<Part extends SettingsPart>({
  ctx,
  input: { part, settings, replaces },
}: Verb<PublishSettingsInput<Part>>): Promise<Published<Part>> {
  authorise({ ctx, action: 'settings.publish', resource: { type: 'workspace', id: ctx.workspaceId } });
  if (replaces === null) throw versionMissing(part);
  const after = readPart(part, settings);
  await transact({ ctx }, async (inner) => {
    const whole = await lockSettings(inner);
    const before = partOf(part, whole);
    if (versionOf(before) === versionOf(after)) return;
    if (!replaces.includes(versionOf(before))) throw await stale({ ctx: inner, part, before });
    await addVersion(inner, { part, source: 'person', settings: after });
    await inner.db
      .update(workspaces)
      .set({ settings: withPart(whole, { part, said: after }) })
      .where(eq(workspaces.id, inner.workspaceId));
    await audit({
      ctx: inner,
      action: `${part}.published`,
      resource: { type: 'workspace', id: inner.workspaceId },
      details: {
        before: { version: versionOf(before), settings: before },
        after: { version: versionOf(after), settings: after },
      },
    });
  });
  return getPublishedSettings({ ctx, input: { part } });
}

/** Of those who publish at the same moment, in whichever process, each finds what the one before has left. */
async function lockSettings({ db, workspaceId }: Context): Promise<WorkspaceSettings> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, workspaceId)).for('update');
  if (row !== undefined) return WorkspaceSettings.parse(row.settings);
  throw new SophiaError('workspace.not-found', `Expected the workspace ${workspaceId}, found none of that name.`);
}

async function stale<Part extends SettingsPart>({
  ctx,
  part,
  before,
}: {
  ctx: Context;
  part: Part;
  before: SettingsOfPart[Part];
}): Promise<SophiaError> {
  const version = versionOf(before);
  const [last] = await loadVersions(ctx, { part, limit: 1 });
  const who =
    last === undefined
      ? 'It is what Sophia brings.'
      : `${last.by} put it in force at ${last.at.slice(0, 16).replace('T', ' ')} UTC.`;
  return new SophiaError(
    'settings.stale',
    `Expected ${part} made from the version in force, ${version.slice(0, 12)}, found some made from another. ${who} Nothing was overwritten.`,
    { details: { version } },
  );
}

function versionMissing(part: SettingsPart): SophiaError {
  return new SophiaError(
    'settings.version-missing',
    `Expected the version of the ${part} that these replace, found none. Nothing was overwritten.`,
  );
}
