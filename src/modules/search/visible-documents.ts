import { isBounded, seenCalls, seenRecords, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, type SQL, sql } from '#platform/sql';
import { searchChunks, searchDocuments, searchPending } from './tables.ts';

/** What of the workspace an actor may find at all; applied before anything is ranked, counted or suggested. */
export interface Visible {
  /** Whether every document is seen, so that none has to be left out. */
  readonly isEveryDocument: boolean;
  /** On documents. */
  readonly documents: SQL | undefined;
  /** On chunks with their documents. */
  readonly chunks: SQL | undefined;
  /** On chunks: which of them hold a value that is kept from the actor; null where nothing is. */
  readonly withheld: SQL | null;
}

/**
 * The one place where rights narrow what is searched: a call with its promises is found by whoever sees the call, a deal
 * by whoever sees the deal, and a chunk with a value that is kept from somebody by nobody of them.
 */
export function visibleDocuments(ctx: Context): Visible {
  const withheld = withheldFrom(ctx.actor);
  const seen = { calls: seenCalls(ctx), records: seenRecords(ctx) };
  const documents = and(
    eq(searchDocuments.workspaceId, ctx.workspaceId),
    seen.calls === undefined
      ? undefined
      : sql`(${searchDocuments.callId} is null or ${searchDocuments.callId} in ${seen.calls})`,
    seen.records === undefined
      ? undefined
      : sql`(${searchDocuments.recordId} is null or ${searchDocuments.recordId} in ${seen.records})`,
  );
  // The first of the two is what the index is over: few chunks have any.
  const held =
    withheld.length === 0
      ? null
      : sql`(${searchChunks.fields} <> '[]'::jsonb and ${searchChunks.fields} ?| ${sql.param([...withheld])}::text[])`;
  const chunks = and(documents, held === null ? undefined : sql`not ${held}`);
  return { isEveryDocument: !isBounded(ctx), documents, chunks, withheld: held };
}

/** The condition under which the actor may know that something waits for indexing. */
export function visiblePending(ctx: Context): SQL | undefined {
  const seen = { calls: seenCalls(ctx), records: seenRecords(ctx) };
  if (seen.calls === undefined || seen.records === undefined) return undefined;
  return sql`case ${searchPending.kind} when 'call' then ${searchPending.subjectId} in ${seen.calls}
    else ${searchPending.subjectId} in ${seen.records} end`;
}
