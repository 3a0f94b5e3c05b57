import { isBounded, seenCalls, seenRecords, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, type SQL, sql } from '#platform/sql';
import { searchChunks, searchDocuments, searchPending } from './tables.ts';

/** What of the workspace an actor may find at all; applied before anything is ranked, counted or suggested. */
export interface Visible {
  /** Whether it is everything, so that nothing has to be left out row by row. */
  readonly isEverything: boolean;
  /** On chunks with their documents. */
  readonly condition: SQL | undefined;
}

/**
 * The one place where rights narrow what is searched: a call with its promises is found by whoever sees the call, a deal
 * by whoever sees the deal, and a chunk with a value that is kept from somebody by nobody of them.
 */
export function visibleDocuments(ctx: Context): Visible {
  const withheld = withheldFrom(ctx.actor);
  const seen = { calls: seenCalls(ctx), records: seenRecords(ctx) };
  const condition = and(
    eq(searchDocuments.workspaceId, ctx.workspaceId),
    seen.calls === undefined
      ? undefined
      : sql`(${searchDocuments.callId} is null or ${searchDocuments.callId} in ${seen.calls})`,
    seen.records === undefined
      ? undefined
      : sql`(${searchDocuments.recordId} is null or ${searchDocuments.recordId} in ${seen.records})`,
    withheld.length === 0 ? undefined : sql`not (${searchChunks.fields} ?| ${sql.param([...withheld])}::text[])`,
  );
  return { isEverything: !isBounded(ctx) && withheld.length === 0, condition };
}

/** The condition under which the actor may know that something waits for indexing. */
export function visiblePending(ctx: Context): SQL | undefined {
  const seen = { calls: seenCalls(ctx), records: seenRecords(ctx) };
  if (seen.calls === undefined || seen.records === undefined) return undefined;
  return sql`case ${searchPending.kind} when 'call' then ${searchPending.subjectId} in ${seen.calls}
    else ${searchPending.subjectId} in ${seen.records} end`;
}
