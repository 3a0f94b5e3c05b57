import { z } from 'zod';
import { type Context, recordedActor } from '#platform/context';
import { and, desc, eq } from '#platform/sql';
import { readPart, type SettingsOfPart, type SettingsPart, versionOf } from './settings-parts.ts';
import { publishedSettings } from './tables.ts';

const Actor = z.object({ type: z.string(), name: z.string().nullish(), email: z.string().nullish() });

/** One of the things that were said of a part. */
export interface PublishedVersion<Part extends SettingsPart> {
  readonly number: number;
  readonly version: string;
  readonly settings: SettingsOfPart[Part];
  readonly source: 'file' | 'person';
  readonly by: string;
  readonly at: string;
}

/** What was said of a part, the newest first. */
export async function loadVersions<Part extends SettingsPart>(
  ctx: Context,
  { part, limit }: { part: Part; limit: number },
): Promise<PublishedVersion<Part>[]> {
  const rows = await ctx.db
    .select()
    .from(publishedSettings)
    .where(and(eq(publishedSettings.workspaceId, ctx.workspaceId), eq(publishedSettings.part, part)))
    .orderBy(desc(publishedSettings.number))
    .limit(limit);
  return rows.map((row) => toVersion(part, row));
}

/** What the file said last, whatever was published since; null where it has never said anything. */
export async function lastOfFile<Part extends SettingsPart>(
  ctx: Context,
  part: Part,
): Promise<PublishedVersion<Part> | null> {
  const { workspaceId, source, number } = publishedSettings;
  const [row] = await ctx.db
    .select()
    .from(publishedSettings)
    .where(and(eq(workspaceId, ctx.workspaceId), eq(publishedSettings.part, part), eq(source, 'file')))
    .orderBy(desc(number))
    .limit(1);
  return row === undefined ? null : toVersion(part, row);
}

/** Adds what is said now. Whoever calls it holds the row of the workspace, so that numbers have no gap. */
export async function addVersion<Part extends SettingsPart>(
  ctx: Context,
  { part, source, settings }: { part: Part; source: 'file' | 'person'; settings: SettingsOfPart[Part] },
): Promise<void> {
  const [newest] = await loadVersions(ctx, { part, limit: 1 });
  await ctx.db.insert(publishedSettings).values({
    workspaceId: ctx.workspaceId,
    part,
    number: (newest?.number ?? 0) + 1,
    source,
    settings,
    actor: recordedActor(ctx.actor),
    at: ctx.clock.now(),
  });
}

function toVersion<Part extends SettingsPart>(
  part: Part,
  { number, source, settings, actor, at }: typeof publishedSettings.$inferSelect,
): PublishedVersion<Part> {
  const said = readPart(part, settings);
  const { type, name, email } = Actor.parse(actor);
  const by = source === 'file' ? 'workspace.json' : `${name ?? type}${email ? ` (${email})` : ''}`;
  return { number, version: versionOf(said), settings: said, source, by, at: at.toISOString() };
}
