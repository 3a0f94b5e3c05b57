import type { Crm, CrmNote } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { type ConnectedContext, type Context, requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, asc, eq, gt, inArray } from '#platform/sql';
import { type SyncCounts, SyncNotesInput } from '../schema.ts';
import { isKeptFromUs } from '../sync/is-kept-from-us.ts';
import { currentPass, forgetProblem, recordPage, recordProblem, type SyncPass } from '../sync/sync-pass.ts';
import { crmNotes } from '../tables.ts';
import { storeNotes } from './store-notes.ts';

interface NotesPage {
  readonly read: number;
  readonly notes: readonly CrmNote[];
  readonly gone: readonly string[];
  readonly nextCursor: string | null;
}

interface Fetching {
  readonly ctx: Context;
  readonly crm: Crm;
  readonly pass: SyncPass;
}

const sweepSize = 100;

/**
 * Reads one page of notes of the CRM into the mirror, as `syncRecordsPage` does with records, and notes how far it came.
 * Nothing where the CRM keeps them from us and always has.
 */
export async function syncNotesPage({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: SyncNotesInput;
}): Promise<SyncCounts & { changedNoteIds: readonly string[]; done: boolean }> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'crm_record', id: null } });
  const { mode } = parseInput({ schema: SyncNotesInput, input, what: 'a sync of notes' });
  const crm = requireConnection(ctx.connections.crm);
  const stream = { source: crm.name, objectType: 'note', mode } as const;
  const pass = await currentPass({ ctx, ...stream });
  const page = await fetchOrNote({ ctx, crm, pass, stream });
  if (page === null) {
    await forgetProblem({ ctx, ...stream });
    return { read: 0, changed: 0, vanished: 0, changedNoteIds: [], done: true };
  }
  return transact({ ctx }, async (inner) => {
    const { changedIds, goneIds } = await storeNotes({ ctx: inner, source: crm.name, ...page });
    const counts = { read: page.read, changed: changedIds.length, vanished: goneIds.length };
    const done = await recordPage({ ctx: inner, ...stream, pass, nextCursor: page.nextCursor, counts });
    if (counts.changed > 0 || counts.vanished > 0) {
      const resource = { type: 'workspace', id: inner.workspaceId } as const;
      await audit({ ctx: inner, action: 'crm.synced', resource, details: { objectType: 'note', mode, ...counts } });
    }
    return { ...counts, changedNoteIds: changedIds, done };
  });
}

async function fetchOrNote({
  stream,
  ...fetching
}: Omit<Fetching, 'ctx'> & {
  ctx: ConnectedContext;
  stream: { readonly source: string; readonly objectType: 'note' } & SyncNotesInput;
}): Promise<NotesPage | null> {
  const { ctx, crm, pass } = fetching;
  try {
    return pass.phase === 'rows' ? await fetchRows(fetching) : await fetchListed(fetching);
  } catch (error) {
    if (isKeptFromUs({ crm, objectType: 'note', error }) && !(await isMirrored(ctx))) return null;
    if (error instanceof SophiaError) {
      await recordProblem({ ctx, ...stream, pass, problem: { code: error.code, message: error.message } });
    }
    throw error;
  }
}

/** The listing only says which have changed, or are archived: those are gone. */
async function fetchListed({ ctx, crm, pass }: Fetching): Promise<NotesPage> {
  const { items, cursor } = await crm.listNotes({
    since: pass.since === null ? null : new Date(pass.since),
    archived: pass.phase === 'archived',
    cursor: pass.cursor,
  });
  const page = { read: items.length, nextCursor: cursor };
  const listed = items.map(({ externalId }) => externalId);
  if (pass.phase === 'archived') return { ...page, notes: [], gone: listed };
  const known = pass.mode === 'full' ? new Map() : await knownUpdates({ ctx, source: crm.name, ids: listed });
  const changed = items.filter(({ externalId, updatedAt }) => known.get(externalId) !== updatedAt);
  return { ...page, ...(await readFresh({ crm, ids: changed.map(({ externalId }) => externalId) })) };
}

/** What does not come back is gone. */
async function fetchRows({ ctx, crm, pass }: Fetching): Promise<NotesPage> {
  const rows = await ctx.db
    .select({ id: crmNotes.id, externalId: crmNotes.externalId })
    .from(crmNotes)
    .where(
      and(eq(crmNotes.workspaceId, ctx.workspaceId), pass.cursor === null ? undefined : gt(crmNotes.id, pass.cursor)),
    )
    .orderBy(asc(crmNotes.id))
    .limit(sweepSize);
  const fresh = await readFresh({ crm, ids: rows.map(({ externalId }) => externalId) });
  return { ...fresh, read: rows.length, nextCursor: rows.length < sweepSize ? null : (rows.at(-1)?.id ?? null) };
}

async function readFresh({
  crm,
  ids,
}: {
  crm: Crm;
  ids: readonly string[];
}): Promise<Pick<NotesPage, 'notes' | 'gone'>> {
  if (ids.length === 0) return { notes: [], gone: [] };
  const notes = await crm.getNotes({ externalIds: ids });
  const found = new Set(notes.map(({ externalId }) => externalId));
  return { notes, gone: ids.filter((id) => !found.has(id)) };
}

async function knownUpdates({
  ctx,
  source,
  ids,
}: {
  ctx: Context;
  source: string;
  ids: readonly string[];
}): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ externalId: crmNotes.externalId, updatedAt: crmNotes.updatedAtSource })
    .from(crmNotes)
    .where(
      and(
        eq(crmNotes.workspaceId, ctx.workspaceId),
        eq(crmNotes.source, source),
        inArray(crmNotes.externalId, [...ids]),
      ),
    );
  return new Map(rows.map(({ externalId, updatedAt }) => [externalId, updatedAt.toISOString()]));
}

/** What was read once and is refused now is a fault. */
async function isMirrored(ctx: Context): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: crmNotes.id })
    .from(crmNotes)
    .where(eq(crmNotes.workspaceId, ctx.workspaceId))
    .limit(1);
  return rows.length > 0;
}
