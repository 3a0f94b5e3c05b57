import { performance } from 'node:perf_hooks';
import { type SearchAnswer, type SearchHit, SearchQuestion } from '#contracts';
import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, count, eq, lt } from '#platform/sql';
import type { ChunkMemory } from './engine/chunk-memory.ts';
import { phraseOf } from './engine/find-phrase.ts';
import { fuse } from './engine/fuse.ts';
import { refreshMemory } from './engine/refresh-memory.ts';
import { type Admission, admit } from './engine/score-chunks.ts';
import { scoreWords } from './engine/score-words.ts';
import { spreadPlaces } from './engine/spread-places.ts';
import { queryTerms } from './engine/terms.ts';
import { mostAttempts } from './index-pending.ts';
import { type EndedSearch, engineOf, type SearchContext } from './search-context.ts';
import { admissionFor, isOutdated } from './searching/admission-for.ts';
import { chooseVectors, type VectorSource } from './searching/choose-vectors.ts';
import { deepestHit, readCursor, writeCursor } from './searching/cursor.ts';
import { findNear } from './searching/find-near.ts';
import { loadHits, type RankedHit } from './searching/load-hits.ts';
import { rowsWithPhrase } from './searching/rows-with-phrase.ts';
import { searchPending } from './tables.ts';
import { visiblePending } from './visible-documents.ts';

/** So often a question is ranked where what was ranked went while it was. */
const mostAnswers = 3;

/**
 * Finds the places in calls, promises and records of the CRM that answer a question: by its words and by likeness, fused,
 * among what the actor may see and the filters leave. Where likeness cannot be had, by its words alone, which is said.
 */
export async function searchWorkspace({
  ctx,
  input,
}: {
  ctx: SearchContext;
  input: Partial<SearchQuestion> & Pick<SearchQuestion, 'query'>;
}): Promise<SearchAnswer> {
  authorise({ ctx, action: 'search.run', resource: { type: 'search', id: null } });
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const question = parseInput({ schema: SearchQuestion, input, what: 'a question and its filters' });
  return counted({ ctx, work: () => answer({ ctx, question }) });
}

/** Whatever becomes of a question that could be read is counted, also that it failed. */
async function counted({
  ctx,
  work,
}: {
  ctx: SearchContext;
  work: () => Promise<SearchAnswer>;
}): Promise<SearchAnswer> {
  const startedAtMs = performance.now();
  function count(ended: Omit<EndedSearch, 'durationMs'>): void {
    ctx.countSearch?.({ ...ended, durationMs: performance.now() - startedAtMs });
  }
  try {
    const found = await work();
    const mode = found.wordsOnlyBecause === null ? 'words_and_likeness' : 'words';
    count({ mode, outcome: found.nothingBecause ?? 'found' });
    return found;
  } catch (error) {
    count({ mode: 'words_and_likeness', outcome: 'failed' });
    throw error;
  }
}

async function answer({ ctx, question }: { ctx: SearchContext; question: SearchQuestion }): Promise<SearchAnswer> {
  const offset = readCursor(question);
  const waiting = await countWaiting(ctx);
  for (let attempt = 1; ; attempt += 1) {
    const { answer, isOutdated } = await answerOnce({ ctx, question, offset });
    if (!isOutdated || attempt === mostAnswers) return { ...answer, waiting };
  }
}

/** Ranks what is there now. It is outdated where something of it was taken out or put in meanwhile. */
async function answerOnce({
  ctx,
  question,
  offset,
}: {
  ctx: SearchContext;
  question: SearchQuestion;
  offset: number;
}): Promise<{ answer: Omit<SearchAnswer, 'waiting'>; isOutdated: boolean }> {
  const admission = await admissionFor({ ctx, question });
  const source = await chooseVectors(ctx);
  const memory = engineOf(ctx).memoryOf(ctx.workspaceId, source.inMemory);
  await refreshMemory({ ctx, memory });
  const isUnknown = await isOutdated({ ctx, memory, admission });
  const found = await memory.scan(() => rank({ ctx, question, memory, admission, source }));
  if (!('ranked' in found)) {
    return { answer: { hits: [], nextCursor: null, ...found, wordsOnlyBecause: null }, isOutdated: isUnknown };
  }
  const { ranked, terms, wordsOnlyBecause } = found;
  const wanted = { terms, phrase: phraseOf(question.query) ?? [], side: question.side, person: question.person };
  const { isWhole, ...page } = await loadPage({ ctx, ranked, offset, question, wanted });
  const nothingBecause = page.hits.length === 0 && offset === 0 ? 'nothing-like-it' : null;
  return { answer: { ...page, nothingBecause, wordsOnlyBecause }, isOutdated: isUnknown || !isWhole };
}

type Nothing = { readonly nothingBecause: NonNullable<SearchAnswer['nothingBecause']> };

interface Ranked extends Pick<SearchAnswer, 'wordsOnlyBecause'> {
  readonly ranked: RankedHit[];
  readonly terms: ReadonlyMap<string, number>;
}

/** The best places in order, or why there can be none. */
async function rank({
  ctx,
  question,
  memory,
  admission,
  source,
}: {
  ctx: Context;
  question: SearchQuestion;
  memory: ChunkMemory;
  admission: Admission;
  source: VectorSource;
}): Promise<Ranked | Nothing> {
  const terms = queryTerms(question.query);
  const rows = admit({ memory, admission });
  const nothingBecause = whyNothing({ terms, memory, admitted: rows.length });
  if (nothingBecause !== null) return { nothingBecause };
  const words = await scoreWords({ memory, rows, terms, limit: deepestHit });
  const { near, likenessShare, wordsOnlyBecause } = await findNear({
    ctx,
    source,
    memory,
    rows,
    query: question.query,
    limit: deepestHit,
  });
  const verbatim = await rowsWithPhrase({ ctx, memory, words, query: question.query });
  const fused = fuse({ words, vectors: near, likenessShare, verbatim });
  const isOneCall = question.callId !== null;
  const ranked = spreadPlaces({ memory, ranked: fused, limit: deepestHit, isOneCall }).map(
    ({ row, foundBy, coverage }) => ({ chunkId: memory.chunkIds[row] ?? -1, foundBy, coverage }),
  );
  return { ranked, terms, wordsOnlyBecause };
}

function whyNothing({
  terms,
  memory,
  admitted,
}: {
  terms: ReadonlyMap<string, number>;
  memory: ChunkMemory;
  admitted: number;
}): SearchAnswer['nothingBecause'] {
  if (terms.size === 0) return 'common-words';
  if (memory.size === 0) return 'nothing-indexed';
  return admitted === 0 ? 'nothing-allowed' : null;
}

/** Reads on where hits turned out to be gone until the page is full; whole is one of which none was. */
async function loadPage({
  ctx,
  ranked,
  offset,
  question,
  wanted,
}: {
  ctx: SearchContext;
  ranked: readonly RankedHit[];
  offset: number;
  question: SearchQuestion;
  wanted: Parameters<typeof loadHits>[0]['wanted'];
}): Promise<{ hits: SearchHit[]; nextCursor: string | null; isWhole: boolean }> {
  const hits: SearchHit[] = [];
  let next = offset;
  while (hits.length < question.limit && next < ranked.length) {
    const part = ranked.slice(next, next + question.limit - hits.length);
    hits.push(...(await loadHits({ ctx, ranked: part, wanted })));
    next += part.length;
  }
  const nextCursor = next < ranked.length ? writeCursor({ question, offset: next }) : null;
  return { hits, nextCursor, isWhole: hits.length === Math.max(0, next - offset) };
}

async function countWaiting(ctx: Context): Promise<number> {
  const [row] = await ctx.db
    .select({ waiting: count() })
    .from(searchPending)
    .where(
      and(
        eq(searchPending.workspaceId, ctx.workspaceId),
        lt(searchPending.attempts, mostAttempts),
        visiblePending(ctx),
      ),
    );
  return row?.waiting ?? 0;
}
