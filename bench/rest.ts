import Fastify, { type FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { AnalysisContext } from '#modules/insights';
import { createCache } from '#platform/cache';
import { testDatabaseUrl } from '#test/needs';
import { withBenchContext } from './bench-database.ts';
import { readExamples } from './hour-call.ts';
import { type Load, type Measured, runLoad } from './load-driver.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { notOnServer } from './not-on-server.ts';
import { openBenchServer } from './open-bench-server.ts';
import { createStatementTimes } from './statement-times.ts';
import { analyzeStored } from './storing.ts';

const calls = 60;
const rounds = 3;
const aimMs = 200;
const loads: readonly Load[] = [
  { name: '100 requests a second', perSecond: 100, connections: 20, seconds: 2 },
  { name: 'saturation', perSecond: null, connections: 10, seconds: 2 },
];

type Query = (...parameters: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

/** Reads of the API beside a bare route that runs the same statements and sends what they give, in the same run. */
export async function benchRest(): Promise<BenchRow[]> {
  return measureRest({});
}

/** The same on a server. */
export async function benchRestServer(): Promise<BenchRow[]> {
  const serverUrl = testDatabaseUrl();
  return serverUrl === null ? [notOnServer('rest')] : measureRest({ serverUrl });
}

async function measureRest(where: { serverUrl?: string }): Promise<BenchRow[]> {
  const statements = createStatementTimes();
  async function measure(ctx: AnalysisContext, pool: pg.Pool): Promise<BenchRow[]> {
    const examples = await readExamples();
    for (let marker = 0; marker < calls; marker += 1) {
      const transcript = examples[marker % examples.length];
      if (transcript !== undefined) await analyzeStored(ctx, { transcript, marker });
    }
    const server = await openBenchServer(ctx);
    const keeping = await openBenchServer({ ...ctx, cache: createCache() });
    const bare = Fastify({ logger: false });
    try {
      const address = await server.listen({ host: '127.0.0.1', port: 0 });
      const keepingAddress = await keeping.listen({ host: '127.0.0.1', port: 0 });
      const callId = await firstCall(pool);
      const report = `/api/v1/calls/${callId}/report?workspace=bench`;
      const reads = [
        { name: 'the list of 50 calls', address, path: '/api/v1/calls?workspace=bench&limit=50' },
        { name: 'the analyses of a call', address, path: `/api/v1/calls/${callId}/analyses?workspace=bench` },
        { name: 'the report of a call, read anew each time', address, path: report },
        { name: 'the report of a call, kept as a server keeps it', address: keepingAddress, path: report },
      ];
      for (const [place, read] of reads.entries()) {
        addBareRoute({ bare, url: `/${place}`, pool, statements: await recordStatements({ pool, ...read }) });
      }
      const bareAddress = await bare.listen({ host: '127.0.0.1', port: 0 });
      const compared: Compared[] = [];
      statements.forget();
      for (const [place, { name, address: ours, path }] of reads.entries()) {
        for (const load of loads) {
          compared.push(await compare({ name, load, ours: `${ours}${path}`, bare: `${bareAddress}/${place}` }));
        }
      }
      return [...compared.map(({ row }) => row), readsRow(compared), statements.row('a statement of these reads')];
    } finally {
      await server.close();
      await keeping.close();
      await bare.close();
    }
  }
  return withBenchContext(measure, { ...where, onQuery: statements.observe });
}

interface Compared {
  readonly row: BenchRow;
  readonly load: Load;
  readonly p95Ms: number;
  readonly errors: number;
  readonly requests: number;
}

/** As a report: how long reads take at a fixed rate, and how many of all of them fail. */
function readsRow(compared: readonly Compared[]): BenchRow {
  const atFixedRate = compared.filter(({ load }) => load.perSecond !== null);
  const slowestMs = Math.max(...atFixedRate.map(({ p95Ms }) => p95Ms));
  const errors = compared.reduce((sum, one) => sum + one.errors, 0);
  const requests = compared.reduce((sum, one) => sum + one.requests, 0);
  return {
    measure: 'the slowest of these reads at 100 requests a second, 95th percentile',
    reached: formatFine(slowestMs),
    aim: `at most ${aimMs} ms, and 0.1 % errors`,
    met: slowestMs <= aimMs && errors <= requests / 1000,
    note: `${errors} errors of ${requests} requests (${((100 * errors) / requests).toFixed(2)} %)`,
  };
}

/** In turns, so that what else the machine does meets both; the middle round of each counts. */
async function compare({
  name,
  load,
  ours,
  bare,
}: {
  name: string;
  load: Load;
  ours: string;
  bare: string;
}): Promise<Compared> {
  const measured: { ours: Counted[]; bare: Counted[] } = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    measured.bare.push(await runCounted(bare, load));
    measured.ours.push(await runCounted(ours, load));
  }
  const oursMs = middle(measured.ours.map(({ p95Ms }) => p95Ms));
  const bareMs = middle(measured.bare.map(({ p95Ms }) => p95Ms));
  const ratio = oursMs / bareMs;
  const errors = measured.ours.reduce((sum, one) => sum + one.errors, 0);
  const requests = measured.ours.reduce((sum, one) => sum + one.requests, 0);
  const perSecond = middle(measured.ours.map((one) => one.requests / load.seconds));
  const barePerSecond = middle(measured.bare.map((one) => one.requests / load.seconds));
  const oursCpuMs = middle(measured.ours.map(({ processorMs }) => processorMs));
  const bareCpuMs = middle(measured.bare.map(({ processorMs }) => processorMs));
  const row = {
    measure: `${name} at ${load.name}, 95th percentile / a bare route's`,
    reached: formatRatio(ratio),
    aim: 'at most 2 ×, and 0.1 % errors',
    met: ratio <= 2 && errors <= requests / 1000,
    note: `${formatFine(oursMs)} beside ${formatFine(bareMs)}; ${perSecond.toFixed(0)} a second beside ${barePerSecond.toFixed(0)}; ${oursCpuMs.toFixed(2)} ms of processor beside ${bareCpuMs.toFixed(2)} (${formatRatio(oursCpuMs / bareCpuMs)}); ${errors} errors of ${requests}`,
  };
  return { row, load, p95Ms: oursMs, errors, requests };
}

interface Counted extends Measured {
  /** What a request takes of the one thread that answers, database and all: other work on the machine is not in it. */
  readonly processorMs: number;
}

async function runCounted(address: string, load: Load): Promise<Counted> {
  const before = process.threadCpuUsage();
  const measured = await runLoad(address, load);
  const { user, system } = process.threadCpuUsage(before);
  return { ...measured, processorMs: (user + system) / 1000 / measured.requests };
}

/** The statements of one request, with their values, once the connection knows them. */
async function recordStatements({
  pool,
  address,
  path,
}: {
  pool: pg.Pool;
  address: string;
  path: string;
}): Promise<readonly (readonly unknown[])[]> {
  for (let times = 0; times < 3; times += 1) await read(`${address}${path}`);
  const original: Query = pool.query.bind(pool);
  const statements: (readonly unknown[])[] = [];
  function recorded(...parameters: readonly unknown[]): ReturnType<Query> {
    statements.push(parameters);
    return original(...parameters);
  }
  Object.defineProperty(pool, 'query', { value: recorded, configurable: true });
  await read(`${address}${path}`);
  Reflect.deleteProperty(pool, 'query');
  if (statements.length === 0) throw new Error(`Expected statements for ${path}, found none.`);
  return statements;
}

async function read(address: string): Promise<void> {
  const answer = await fetch(address);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Expected an answer from ${address}, found ${answer.status}: ${text.slice(0, 300)}`);
}

function addBareRoute({
  bare,
  url,
  pool,
  statements,
}: {
  bare: FastifyInstance;
  url: string;
  pool: pg.Pool;
  statements: readonly (readonly unknown[])[];
}): void {
  const query: Query = pool.query.bind(pool);
  bare.get(url, async () => {
    const results: (readonly unknown[])[] = [];
    for (const parameters of statements) results.push((await query(...parameters)).rows);
    return results;
  });
}

async function firstCall(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from calls order by id limit 1');
  return rows[0]?.id ?? '';
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function formatFine(milliseconds: number): string {
  return milliseconds < 10 ? `${milliseconds.toFixed(1)} ms` : formatMs(milliseconds);
}
