import { hiddenDocuments, isBounded, seenCalls, seenNotes, seenRecords, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, or, type SQL, sql } from '#platform/sql';
import { searchChunks, searchDocuments, searchPending } from './tables.ts';

/** What of the workspace an actor may find at all; applied before anything is ranked, counted or suggested. */
export interface Visible {
  /** Whether every document is seen, so that none has to be left out. */
  readonly isEveryDocument: boolean;
  /** On documents. */
  readonly documents: SQL | undefined;
  /** On chunks with their documents. */
  readonly chunks: SQL | undefined;
  /** On chunks with their documents: which of them are kept from the actor, few of many; null where nothing is. */
  readonly withheld: SQL | null;
}

/**
 * The one place where rights narrow what is searched: a call with what came of it is found by whoever sees the call, a deal
 * with its notes by whoever sees the deal, a document by those whom it is for, and a chunk with a value that is kept from
 * somebody by nobody of them.
 */
export function visibleDocuments(ctx: Context): Visible {
  const withheld = withheldFrom(ctx.actor);
  const seen = { calls: seenCalls(ctx), records: seenRecords(ctx), notes: seenNotes(ctx) };
  const hidden = hiddenDocuments(ctx);
  const documents = and(
    eq(searchDocuments.workspaceId, ctx.workspaceId),
    seen.calls === undefined
      ? undefined
      : sql`(${searchDocuments.callId} is null or ${searchDocuments.callId} in ${seen.calls})`,
    seen.records === undefined
      ? undefined
      : sql`(${searchDocuments.recordId} is null or ${searchDocuments.recordId} in ${seen.records})`,
    seen.notes === undefined
      ? undefined
      : sql`(${searchDocuments.noteId} is null or ${searchDocuments.noteId} in ${seen.notes})`,
  );
  // The first of the two is what the index is over: few chunks have any.
  const values =
    withheld.length === 0
      ? undefined
      : sql`(${searchChunks.fields} <> '[]'::jsonb and ${searchChunks.fields} ?| ${sql.param([...withheld])}::text[])`;
  const ofHidden =
    hidden === undefined
      ? undefined
      : sql`(${searchDocuments.workspaceDocumentId} is not null and ${searchDocuments.workspaceDocumentId} in ${hidden})`;
  const held = or(values, ofHidden) ?? null;
  const chunks = and(documents, held === null ? undefined : sql`not ${held}`);
  return { isEveryDocument: !isBounded(ctx), documents, chunks, withheld: held };
}

/** The condition under which the actor may know that something waits for indexing. */
export function visiblePending(ctx: Context): SQL | undefined {
  const { kind, subjectId } = searchPending;
  const hidden = hiddenDocuments(ctx);
  const seen = { call: seenCalls(ctx), record: seenRecords(ctx), note: seenNotes(ctx) };
  return and(
    ...Object.entries(seen).map(([of, ids]) =>
      ids === undefined ? undefined : sql`(${kind} <> ${of} or ${subjectId} in ${ids})`,
    ),
    hidden === undefined ? undefined : sql`(${kind} <> 'document' or ${subjectId} not in ${hidden})`,
  );
}
