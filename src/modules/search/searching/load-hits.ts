import { type SearchHit, Side } from '#contracts';
import { calls, callVersions, turns } from '#modules/calls';
import type { Context } from '#platform/context';
import { and, eq, inArray, or, type SQL, sql } from '#platform/sql';
import type { FusedChunk } from '../engine/fuse.ts';
import type { SearchContext } from '../search-context.ts';
import { searchChunks, searchDocuments } from '../tables.ts';
import { visibleDocuments } from '../visible-documents.ts';
import { chooseTurn, cutExcerpt, type PlacedTurn, type Wanted } from './choose-turn.ts';
import { type Place, placesOf } from './places-of.ts';

export interface RankedHit extends Pick<FusedChunk, 'foundBy' | 'coverage'> {
  readonly chunkId: number;
}

type Row = Pick<
  typeof searchDocuments.$inferSelect,
  'kind' | 'subjectId' | 'callId' | 'recordId' | 'noteId' | 'workspaceDocumentId' | 'title' | 'day'
> &
  Pick<typeof searchChunks.$inferSelect, 'id' | 'fromTurn' | 'toTurn' | 'speakers' | 'text'>;

/**
 * The hits with their words, in the order given, as the database has them now and the actor may see them. Those that
 * went since they were ranked, or may be seen no more, are left out.
 */
export async function loadHits({
  ctx,
  ranked,
  wanted,
}: {
  ctx: SearchContext;
  ranked: readonly RankedHit[];
  wanted: Wanted;
}): Promise<SearchHit[]> {
  if (ranked.length === 0) return [];
  const visible = visibleDocuments(ctx);
  const rows = await ctx.db
    .select({
      id: searchChunks.id,
      kind: searchDocuments.kind,
      subjectId: searchDocuments.subjectId,
      callId: searchDocuments.callId,
      recordId: searchDocuments.recordId,
      noteId: searchDocuments.noteId,
      workspaceDocumentId: searchDocuments.workspaceDocumentId,
      title: searchDocuments.title,
      day: searchDocuments.day,
      fromTurn: searchChunks.fromTurn,
      toTurn: searchChunks.toTurn,
      speakers: searchChunks.speakers,
      text: searchChunks.text,
    })
    .from(searchChunks)
    .innerJoin(searchDocuments, eq(searchDocuments.id, searchChunks.documentId))
    .where(
      and(
        visible.chunks,
        inArray(
          searchChunks.id,
          ranked.map(({ chunkId }) => chunkId),
        ),
      ),
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const turnsOf = await loadTurns({ ctx, rows });
  const places = await placesOf({ ctx, rows });
  return ranked.flatMap((hit) => {
    const row = byId.get(hit.chunkId);
    const place = row === undefined ? undefined : places.get(row.subjectId);
    return row === undefined ? [] : [toHit({ hit, row, place, turns: turnsOf.get(row.id) ?? [], wanted })];
  });
}

async function loadTurns({
  ctx,
  rows,
}: {
  ctx: Context;
  rows: readonly Row[];
}): Promise<ReadonlyMap<number, readonly PlacedTurn[]>> {
  const spans = rows.filter(({ callId, fromTurn }) => callId !== null && fromTurn !== null);
  if (spans.length === 0) return new Map();
  const within = spans.map(
    ({ callId, fromTurn, toTurn }): SQL =>
      sql`(${calls.id} = ${callId} and ${turns.turn} between ${fromTurn} and ${toTurn})`,
  );
  const found = await ctx.db
    .select({ callId: calls.id, turn: turns.turn, speaker: turns.speaker, side: turns.side, text: turns.text })
    .from(turns)
    .innerJoin(callVersions, eq(callVersions.id, turns.callVersionId))
    .innerJoin(calls, and(eq(calls.id, callVersions.callId), eq(calls.currentVersion, callVersions.version)))
    .where(and(eq(turns.workspaceId, ctx.workspaceId), or(...within)))
    .orderBy(turns.turn);
  const placed = found.map((turn) => ({ ...turn, side: Side.parse(turn.side) }));
  return new Map(
    spans.map((span) => [
      span.id,
      placed.filter(
        ({ callId, turn }) => callId === span.callId && turn >= (span.fromTurn ?? 0) && turn <= (span.toTurn ?? 0),
      ),
    ]),
  );
}

function toHit({
  hit,
  row,
  place,
  turns: own,
  wanted,
}: {
  hit: RankedHit;
  row: Row;
  place: Place | undefined;
  turns: readonly PlacedTurn[];
  wanted: Wanted;
}): SearchHit {
  const { foundBy, coverage } = hit;
  const { kind, subjectId, callId, recordId, title, day, fromTurn, toTurn } = row;
  const nowhere = { recordId, title, crmAddress: null, audience: null };
  const shared = { kind, subjectId, callId, ...nowhere, ...place, day, fromTurn, toTurn, foundBy, coverage };
  const turn = chooseTurn({ turns: own, wanted });
  if (turn === null || kind === 'commitment' || kind === 'decision') {
    const speaker = row.speakers[0] ?? null;
    const excerpt = cutExcerpt({ text: row.text, wanted });
    return { ...shared, turn: turn?.turn ?? row.fromTurn, speaker, side: turn?.side ?? null, excerpt };
  }
  const excerpt = cutExcerpt({ text: turn.text, wanted });
  return { ...shared, turn: turn.turn, speaker: turn.speaker, side: turn.side, excerpt };
}
