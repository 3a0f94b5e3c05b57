import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, asc, eq, lt, or, sql } from '#platform/sql';
import { noteModel } from './embedding/note-model.ts';
import { readCalls } from './indexing/read-calls.ts';
import { readNotes } from './indexing/read-notes.ts';
import { readRecords } from './indexing/read-records.ts';
import { readWorkspaceDocuments } from './indexing/read-workspace-documents.ts';
import { prepareDocuments, type ReadyDocument, replaceDocuments, type Subject } from './indexing/store-documents.ts';
import { IndexInput } from './schema.ts';
import { engineOf, type SearchContext } from './search-context.ts';
import { searchPending } from './tables.ts';

type Pending = typeof searchPending.$inferSelect;

/** A subject that fails as often is left until it is noted again; `sophia search status` counts it. */
export const mostAttempts = 3;

export interface Indexed {
  readonly subjects: number;
  readonly chunks: number;
  readonly failed: number;
  /** Whether something is left that may be indexed. */
  readonly more: boolean;
}

/**
 * Indexes what was noted first: reads it and puts it in the place of what was there, with vectors where they are computed
 * here. One that fails is tried again and holds up none of the others. What is noted anew meanwhile stays noted.
 */
export async function indexPending({ ctx, input }: { ctx: SearchContext; input: IndexInput }): Promise<Indexed> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { limit } = parseInput({ schema: IndexInput, input, what: 'how much to index' });
  const pending = await ctx.db
    .select()
    .from(searchPending)
    .where(and(eq(searchPending.workspaceId, ctx.workspaceId), lt(searchPending.attempts, mostAttempts)))
    .orderBy(asc(searchPending.attempts), asc(searchPending.notedAt))
    .limit(limit);
  if (pending.length === 0) return { subjects: 0, chunks: 0, failed: 0, more: false };
  const together = await tryIndex({ ctx, pending });
  const more = pending.length === limit;
  if (together !== null) return { ...together, failed: 0, more };
  const counts = { subjects: 0, chunks: 0, failed: 0 };
  for (const one of pending) {
    const indexed = await tryIndex({ ctx, pending: [one] });
    counts.subjects += indexed?.subjects ?? 0;
    counts.chunks += indexed?.chunks ?? 0;
    if (indexed === null) {
      counts.failed += 1;
      await countAttempt({ ctx, one });
    }
  }
  return { ...counts, more };
}

/** Null where it did not work; why stands in the log. */
async function tryIndex({
  ctx,
  pending,
}: {
  ctx: SearchContext;
  pending: readonly Pending[];
}): Promise<{ subjects: number; chunks: number } | null> {
  const { embedder } = engineOf(ctx);
  try {
    const documents = [
      ...(await readCalls({ ctx, callIds: idsOf({ pending, kind: 'call' }) })),
      ...(await readRecords({ ctx, recordIds: idsOf({ pending, kind: 'record' }) })),
      ...(await readNotes({ ctx, noteIds: idsOf({ pending, kind: 'note' }) })),
      ...(await readWorkspaceDocuments({ ctx, documentIds: idsOf({ pending, kind: 'document' }) })),
    ];
    return await store({ ctx, pending, ready: await prepareDocuments({ documents, embedder }) });
  } catch (error) {
    ctx.log.warn({ err: error, subjects: pending.length }, 'Something could not be indexed for search');
    return null;
  }
}

function idsOf({ pending, kind }: { pending: readonly Pending[]; kind: Pending['kind'] }): string[] {
  return pending.filter((one) => one.kind === kind).map(({ subjectId }) => subjectId);
}

/** Taking the note away is the lock: whoever indexes the same at the same time finds it gone and stores nothing. */
async function store({
  ctx,
  pending,
  ready,
}: {
  ctx: SearchContext;
  pending: readonly Pending[];
  ready: readonly ReadyDocument[];
}): Promise<{ subjects: number; chunks: number }> {
  authorise({ ctx, action: 'search.index', resource: { type: 'search', id: null } });
  const { embedder } = engineOf(ctx);
  const { model } = embedder;
  return transact({ ctx }, async (inner) => {
    await noteModel({ ctx: inner, embedder });
    const taken: Subject[] = await inner.db
      .delete(searchPending)
      .where(and(eq(searchPending.workspaceId, inner.workspaceId), or(...pending.map(isStillNoted))))
      .returning({ kind: searchPending.kind, subjectId: searchPending.subjectId });
    if (taken.length === 0) return { subjects: 0, chunks: 0 };
    const own = ready.filter(({ document }) => taken.some((subject) => isOf({ document, subject })));
    const { chunks } = await replaceDocuments({ ctx: inner, subjects: taken, ready: own, model });
    await audit({
      ctx: inner,
      action: 'search.indexed',
      resource: { type: 'workspace', id: inner.workspaceId },
      details: { subjects: taken.length, chunks, model },
    });
    return { subjects: taken.length, chunks };
  });
}

function isStillNoted({ kind, subjectId, notedAt }: Pending) {
  // A server keeps microseconds, of which a date of ours knows nothing.
  const sameMs = sql`date_trunc('milliseconds', ${searchPending.notedAt}) = ${notedAt.toISOString()}::timestamptz`;
  return and(eq(searchPending.kind, kind), eq(searchPending.subjectId, subjectId), sameMs);
}

function isOf({ document, subject }: { document: ReadyDocument['document']; subject: Subject }): boolean {
  const { callId, recordId, noteId, workspaceDocumentId } = document;
  const named = { call: callId, record: recordId, note: noteId, document: workspaceDocumentId };
  return named[subject.kind] === subject.subjectId;
}

async function countAttempt({ ctx, one }: { ctx: SearchContext; one: Pending }): Promise<void> {
  await ctx.db
    .update(searchPending)
    .set({ attempts: sql`${searchPending.attempts} + 1` })
    .where(and(eq(searchPending.workspaceId, ctx.workspaceId), isStillNoted(one)));
}
