import { performance } from 'node:perf_hooks';
import { callSources, calls, callVersions } from '#modules/calls';
import {
  createSearchEngine,
  prepareDocuments,
  replaceDocuments,
  type SearchContext,
  searchWorkspace,
} from '#modules/search';
import { transact } from '#platform/db';
import { sql } from '#platform/sql';
import { testDatabaseUrl } from '#test/needs';
import { withBenchContext } from './bench-database.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { notOnServer } from './not-on-server.ts';
import { createStatementTimes } from './statement-times.ts';

const sizes = [10_000, 25_000, 50_000, 100_000] as const;
const chunksPerCall = 20;
const callsAtOnce = 50;
/** Likeness by the angle is the same for vectors of whole numbers, which are written and read much faster. */
const wholeUnits = 10_000;
const wordsPerChunk = 90;
const questions = 40;
const questionsBeside = 20;
const aimMs = 50;

type Measured = { readonly chunks: number; readonly p95Ms: number; readonly medianMs: number };

/** Search over as many chunks as a large company has, beside exact search by the database's own vectors. */
export async function benchSearch(): Promise<BenchRow[]> {
  return measureSearch({});
}

/** The same on a server, with its own vectors where it has them. */
export async function benchSearchServer(): Promise<BenchRow[]> {
  const serverUrl = testDatabaseUrl();
  return serverUrl === null ? [notOnServer('search')] : measureSearch({ serverUrl });
}

async function measureSearch(where: { serverUrl?: string }): Promise<BenchRow[]> {
  const statements = createStatementTimes();
  return withBenchContext(
    async (plain) => {
      const ctx: SearchContext = { ...plain, search: createSearchEngine() };
      const hasVectors = await prepareVectors(ctx);
      const words = createWords();
      const measured: Measured[] = [];
      let stored = 0;
      for (const chunks of sizes) {
        for (; stored < chunks / chunksPerCall; stored += callsAtOnce) {
          await storeCalls({ ctx, words, first: stored, hasVectors });
        }
        await ctx.db.execute(sql`analyze`);
        statements.forget();
        measured.push({ chunks, ...(await timesOf(() => ask({ ctx, words }))) });
      }
      const ofSearch = statements.row('a statement of a search');
      const chunks = sizes[sizes.length - 1] ?? 0;
      const exact = hasVectors ? await timesBeside({ ctx, words, other: () => askDatabase({ ctx, words }) }) : null;
      const bounded: SearchContext = { ...ctx, actor: representative };
      const seenInPart = await timesBeside({ ctx, words, other: () => ask({ ctx: bounded, words }) });
      return [
        ratioRow({ chunks, beside: exact }),
        ...rowsOf(measured),
        partRow({ chunks, beside: seenInPart }),
        ofSearch,
      ];
    },
    { ...where, onQuery: statements.observe },
  );
}

/** A server may not have them. */
async function prepareVectors({ db }: SearchContext): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from pg_available_extensions where name = 'vector'`);
  if (rows.length === 0) return false;
  await db.execute(sql`create extension if not exists vector`);
  await db.execute(sql`create table bench_vectors (id integer primary key, vector vector(256) not null)`);
  return true;
}

function rowsOf(measured: readonly Measured[]): BenchRow[] {
  const all = measured.at(-1) ?? { chunks: 0, p95Ms: 0, medianMs: 0 };
  const first = measured[0] ?? all;
  const course = measured.map(({ chunks, p95Ms }) => `${chunks / 1000}k ${formatMs(p95Ms)}`).join(', ');
  const kept = measured.filter(({ p95Ms }) => p95Ms <= aimMs).at(-1)?.chunks ?? 0;
  return [
    {
      measure: `search over ${all.chunks} chunks, 95th percentile`,
      reached: formatMs(all.p95Ms),
      aim: `at most ${aimMs} ms`,
      met: all.p95Ms <= aimMs,
      note: `median ${formatMs(all.medianMs)} of ${questions} questions; ${formatRatio(all.p95Ms / first.p95Ms)} the time over ${first.chunks}`,
    },
    {
      measure: 'chunks up to which search keeps 50 ms',
      reached: String(kept),
      aim: '100000',
      met: kept >= all.chunks,
      note: `95th percentile: ${course}`,
    },
  ];
}

/** How long a search by somebody who sees everything and something else took in turn. */
interface Beside {
  readonly search: Times;
  readonly other: Times;
}

function ratioRow({ chunks, beside }: { chunks: number; beside: Beside | null }): BenchRow {
  const measure = `search over ${chunks} chunks / exact vector search in the same store`;
  if (beside === null) {
    return { measure, reached: 'not measured', aim: 'at most 1 ×', met: true, note: 'the server has no pgvector' };
  }
  const { search, other: exact } = beside;
  const ratio = search.p95Ms / exact.p95Ms;
  return {
    measure,
    reached: formatRatio(ratio),
    aim: 'at most 1 ×',
    met: ratio <= 1,
    note: `${formatMs(search.p95Ms)} with words, likeness and excerpts, ${formatMs(exact.p95Ms)} for the vectors alone (95th percentile of ${questionsBeside}, asked in turn); ${formatRatio(search.medianMs / exact.medianMs)} in the median`,
  };
}

function partRow({ chunks, beside: { search, other } }: { chunks: number; beside: Beside }): BenchRow {
  const ratio = other.medianMs / search.medianMs;
  return {
    measure: `search over ${chunks} chunks by one who sees half of the calls / by one who sees all`,
    reached: formatRatio(ratio),
    aim: 'at most 2 ×',
    met: ratio <= 2,
    note: `medians of ${questionsBeside}, asked in turn: ${formatMs(other.medianMs)} beside ${formatMs(search.medianMs)}; 95th percentile ${formatMs(other.p95Ms)}`,
  };
}

type Times = Omit<Measured, 'chunks'>;

async function timesOf(work: () => Promise<unknown>): Promise<Times> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < questions; run += 1) times.push(await msOf(work));
  return summed(times);
}

/** In turn, so that both have the same from whatever else the machine does. */
async function timesBeside({
  other,
  ...options
}: {
  ctx: SearchContext;
  words: Words;
  other: () => Promise<void>;
}): Promise<Beside> {
  const times = { search: Array.of<number>(), other: Array.of<number>() };
  for (let run = 0; run < questionsBeside; run += 1) {
    times.search.push(await msOf(() => ask(options)));
    times.other.push(await msOf(other));
  }
  return { search: summed(times.search), other: summed(times.other) };
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

function summed(times: readonly number[]): Times {
  const sorted = times.toSorted((one, other) => one - other);
  return {
    p95Ms: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0,
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
}

async function ask({ ctx, words }: { ctx: SearchContext; words: Words }): Promise<void> {
  await searchWorkspace({ ctx, input: { query: words.take(5) } });
}

async function askDatabase({ ctx, words }: { ctx: SearchContext; words: Words }): Promise<void> {
  const [vector] = (await ctx.search?.embedder.embed([words.take(5)])) ?? [];
  await ctx.db.execute(
    sql`select id from bench_vectors order by vector <=> ${`[${(vector ?? []).join(',')}]`}::vector limit 100`,
  );
}

/** Some calls at once, from the numbers of the first of them on. */
async function storeCalls({
  ctx,
  words,
  first,
  hasVectors,
}: {
  ctx: SearchContext;
  words: Words;
  first: number;
  hasVectors: boolean;
}): Promise<void> {
  const { workspaceId } = ctx;
  const createdAt = ctx.clock.now();
  const loaded = Array.from({ length: callsAtOnce }, (_, place) => ({
    number: first + place,
    callId: `call_bench${first + place}`,
    texts: Array.from({ length: chunksPerCall }, () => words.take(wordsPerChunk)),
  }));
  const shared = { workspaceId, startedAt: null, callDate: '2026-09-01', timeZone: 'UTC', createdAt };
  const version = { format: 'text', durationMs: null, wordCount: 0, version: 1, parties: [], warnings: [] };
  await transact({ ctx }, async (inner) => {
    const { db } = inner;
    const rows = loaded.map(({ callId }) => ({ ...shared, id: callId, title: callId, externalId: callId }));
    await db.insert(calls).values(rows.map((row) => ({ ...row, source: 'file', currentVersion: 1 })));
    const versions = loaded.map(({ callId }) => ({ id: `v_${callId}`, callId, title: callId, sourceName: callId }));
    await db
      .insert(callVersions)
      .values(versions.map((row) => ({ ...shared, ...version, ...row, contentHash: row.callId })));
    await db.insert(callSources).values(loaded.map((call) => sourceOf({ ctx: inner, call })));
    const turns = loaded.flatMap(({ callId, texts }) =>
      texts.map((text, turn) => ({ version: `v_${callId}`, turn, text })),
    );
    await db.execute(sql`insert into turns (workspace_id, call_version_id, turn, speaker, side, text, cues)
      select ${workspaceId}, version, turn, 'Ana', 'external', text, '[]'
      from json_to_recordset(${JSON.stringify(turns)}::json) as given (version text, turn integer, text text)`);
    await index({ ctx: inner, loaded, hasVectors });
  });
}

const email = 'maya@tidewater.example';
const grant = { role: 'representative', scopes: null, seesOnly: [email] } as const;
/** Half of the calls are hers. */
const representative = {
  type: 'user',
  userId: 'usr_maya',
  name: 'Maya Okafor',
  email,
  grant,
  credentialId: 'key_maya',
} as const;

function sourceOf({
  ctx: { workspaceId, clock },
  call: { callId, number },
}: {
  ctx: SearchContext;
  call: LoadedCall;
}): typeof callSources.$inferInsert {
  const holder = number % 2 === 0 ? email : 'ben@tidewater.example';
  const known = { userId: null, phone: null, title: null, side: 'internal' };
  return {
    workspaceId,
    callId,
    source: 'gong',
    externalId: callId,
    parties: [{ ...known, speakerId: 's1', name: 'Holder', email: holder }],
    updatedAt: clock.now(),
  };
}

interface LoadedCall {
  readonly number: number;
  readonly callId: string;
  readonly texts: readonly string[];
}

async function index({
  ctx,
  loaded,
  hasVectors,
}: {
  ctx: SearchContext;
  loaded: readonly LoadedCall[];
  hasVectors: boolean;
}): Promise<void> {
  const { embedder } = ctx.search ?? createSearchEngine();
  const ready = await prepareDocuments({ documents: loaded.map(documentOf), embedder });
  const subjects = loaded.map(({ callId }) => ({ kind: 'call', subjectId: callId }) as const);
  await replaceDocuments({ ctx, subjects, ready, model: embedder.model });
  if (!hasVectors) return;
  const vectors = ready.flatMap(({ chunks }) =>
    chunks.map(({ vector }) => vector ?? new Float32Array(embedder.dimensions)),
  );
  const [{ number } = { number: 0 }] = loaded;
  const texts = vectors.map((vector) => `[${vector.map((value) => Math.round(value * wholeUnits)).join(',')}]`);
  await ctx.db.execute(sql`insert into bench_vectors (id, vector)
    select ${number * chunksPerCall}::integer + place - 1, text::vector
    from json_array_elements_text(${JSON.stringify(texts)}::json) with ordinality as given (text, place)`);
}

function documentOf({ callId, texts }: LoadedCall): Parameters<typeof prepareDocuments>[0]['documents'][number] {
  const unknown = { call_date: null, sentiment: null, deal_stage: null, contact_id: null, deal_id: null };
  return {
    collection: 'call-insights',
    kind: 'call',
    subjectId: callId,
    callId,
    recordId: null,
    title: callId,
    day: '2026-09-01',
    metadata: { ...unknown, key_topics: [] },
    sourceVersion: '1:',
    chunks: texts.map((text, turn) => ({
      fromTurn: turn,
      toTurn: turn,
      speakers: ['Ana'],
      sides: ['external'],
      topics: [],
      text,
      fields: [],
      alsoFoundBy: ['Ana'],
    })),
  };
}

interface Words {
  /** So many words, the frequent ones often: the same in every run. */
  take(count: number): string;
}

/** Twenty thousand words by Zipf's law, drawn by a fixed sequence. */
function createWords(): Words {
  const vocabulary = 20_000;
  let state = 1;
  function draw(): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  }
  return {
    take: (count) =>
      Array.from({ length: count }, () => `w${Math.floor(vocabulary ** draw()).toString(36)}x`).join(' '),
  };
}
