import { type CrmChangeSource, CrmNote } from '#contracts';
import type { Context } from '#platform/context';
import { and, eq, inArray, sql } from '#platform/sql';
import { crmAssociations, crmNotes } from '../tables.ts';

interface Storing {
  readonly ctx: Context;
  readonly source: string;
}

export interface StoredNotes {
  readonly changedIds: readonly string[];
  readonly goneIds: readonly string[];
}

const About = CrmNote.shape.about;

/** What programs write of calls stands in the calls themselves, whose rights are others. */
const byPeople: ReadonlySet<CrmChangeSource> = new Set(['person', 'import', 'other']);

/**
 * Brings notes into the mirror, in ctx's transaction. One that nobody has written, that says nothing or hangs on nothing
 * is as if it were gone, and what is gone leaves nothing behind. Ties that could not be asked for stay as they were.
 */
export async function storeNotes({
  notes,
  gone,
  ...storing
}: Storing & { notes: readonly CrmNote[]; gone: readonly string[] }): Promise<StoredNotes> {
  const ties = await knownTies({ ...storing, externalIds: notes.map(({ externalId }) => externalId) });
  const whole = notes.map((note) => withUntold({ note, known: ties.get(note.externalId) ?? [] }));
  const kept = whole.filter(({ source, text, about }) => byPeople.has(source) && text !== '' && about.length > 0);
  const isKept = new Set(kept.map(({ externalId }) => externalId));
  const dropped = [...gone, ...notes.map(({ externalId }) => externalId).filter((id) => !isKept.has(id))];
  const goneIds = await removeNotes({ ...storing, externalIds: dropped });
  const changedIds: string[] = [];
  for (const note of kept) {
    const isRetied = tieText(ties.get(note.externalId) ?? []) !== tieText(note.about);
    if (isRetied) await replaceTies({ ...storing, note });
    const id = await storeNote({ ...storing, note, isRetied });
    if (id !== null) changedIds.push(id);
  }
  return { changedIds, goneIds };
}

function withUntold({ note, known }: { note: CrmNote; known: CrmNote['about'] }): CrmNote {
  const kept = known.filter(({ objectType }) => note.untold.includes(objectType));
  return kept.length === 0 ? note : { ...note, about: [...note.about, ...kept] };
}

/** Null where it was like that before. */
async function storeNote({
  ctx,
  source,
  note,
  isRetied,
}: Storing & { note: CrmNote; isRetied: boolean }): Promise<string | null> {
  const { externalId, text, ownerId } = note;
  const values = {
    text,
    ownerId,
    at: new Date(note.at),
    createdAtSource: new Date(note.createdAt),
    updatedAtSource: new Date(note.updatedAt),
    syncedAt: ctx.clock.now(),
  };
  const isOther = sql`${crmNotes.updatedAtSource} <> excluded.updated_at_source or ${crmNotes.text} <> excluded.text
    or ${crmNotes.ownerId} is distinct from excluded.owner_id or ${isRetied}::boolean`;
  const [row] = await ctx.db
    .insert(crmNotes)
    .values({ id: ctx.ids.create('crmNote'), workspaceId: ctx.workspaceId, source, externalId, ...values })
    .onConflictDoUpdate({
      target: [crmNotes.workspaceId, crmNotes.source, crmNotes.externalId],
      set: values,
      setWhere: isOther,
    })
    .returning({ id: crmNotes.id });
  return row?.id ?? null;
}

async function removeNotes({
  ctx,
  source,
  externalIds,
}: Storing & { externalIds: readonly string[] }): Promise<string[]> {
  if (externalIds.length === 0) return [];
  await ctx.db.delete(crmAssociations).where(tiesOf({ ctx, source, externalIds }));
  const rows = await ctx.db
    .delete(crmNotes)
    .where(
      and(
        eq(crmNotes.workspaceId, ctx.workspaceId),
        eq(crmNotes.source, source),
        inArray(crmNotes.externalId, [...externalIds]),
      ),
    )
    .returning({ id: crmNotes.id });
  return rows.map(({ id }) => id);
}

async function replaceTies({ ctx, source, note }: Storing & { note: CrmNote }): Promise<void> {
  const { externalId, about } = note;
  await ctx.db.delete(crmAssociations).where(tiesOf({ ctx, source, externalIds: [externalId] }));
  await ctx.db
    .insert(crmAssociations)
    .values(
      about.map((record) => ({
        workspaceId: ctx.workspaceId,
        source,
        fromType: 'note' as const,
        fromExternalId: externalId,
        toType: record.objectType,
        toExternalId: record.externalId,
        labels: [],
        syncedAt: ctx.clock.now(),
      })),
    )
    .onConflictDoNothing();
}

async function knownTies({
  ctx,
  source,
  externalIds,
}: Storing & { externalIds: readonly string[] }): Promise<ReadonlyMap<string, CrmNote['about']>> {
  if (externalIds.length === 0) return new Map();
  const rows = await ctx.db.select().from(crmAssociations).where(tiesOf({ ctx, source, externalIds }));
  const byNote = Map.groupBy(rows, ({ fromExternalId }) => fromExternalId);
  return new Map(
    [...byNote].map(([id, own]) => [
      id,
      About.parse(own.map(({ toType, toExternalId }) => ({ objectType: toType, externalId: toExternalId }))),
    ]),
  );
}

function tiesOf({ ctx, source, externalIds }: Storing & { externalIds: readonly string[] }) {
  return and(
    eq(crmAssociations.workspaceId, ctx.workspaceId),
    eq(crmAssociations.source, source),
    eq(crmAssociations.fromType, 'note'),
    inArray(crmAssociations.fromExternalId, [...externalIds]),
  );
}

/** All ties of a note as one text that can be compared. */
function tieText(about: CrmNote['about']): string {
  return about
    .map(({ objectType, externalId }) => `${objectType} ${externalId}`)
    .sort()
    .join('\n');
}
