import type pg from 'pg';
import { withBenchContext } from './bench-database.ts';
import { type Copy, statementFor, tagged } from './copy-rows.ts';
import { readExamples } from './hour-call.ts';
import { type Load, runLoad } from './load-driver.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { openBenchServer } from './open-bench-server.ts';
import { analyzeStored } from './storing.ts';

const patterns = 12;
const few = 1000;
const many = 100_000;
const callsPerStatement = 5000;
const rounds = 3;
const load: Load = { name: '20 requests a second', perSecond: 20, connections: 10, seconds: 3 };
const aimMs = 200;

const ofCall = 'entry on entry.call_id = pattern.id';

/** A call as lists and counts see it. What was found in a copy stays with the call that it was copied from. */
const copies: readonly Copy[] = [
  {
    table: 'calls',
    source: 'join calls entry on entry.id = pattern.id',
    changed: { id: tagged('id'), external_id: tagged('external_id') },
  },
  {
    table: 'call_versions',
    source: `join call_versions ${ofCall}`,
    changed: { id: tagged('id'), call_id: tagged('call_id'), content_hash: tagged('content_hash') },
  },
  {
    table: 'analyses',
    source: `join analyses ${ofCall}`,
    changed: { id: tagged('id'), call_id: tagged('call_id'), result: "'{}'::jsonb" },
  },
];

/** Reads of the API over a thousand calls, and over a hundred thousand: they should not grow. */
export async function benchRestGrowth(): Promise<BenchRow[]> {
  return withBenchContext(async (ctx, pool) => {
    const examples = await readExamples();
    for (let marker = 0; marker < patterns; marker += 1) {
      const transcript = examples[marker % examples.length];
      if (transcript !== undefined) await analyzeStored(ctx, { transcript, marker });
    }
    const server = await openBenchServer(ctx);
    try {
      const address = await server.listen({ host: '127.0.0.1', port: 0 });
      await pool.query(`create table bench_patterns as
        select id, row_number() over (order by id) - 1 as place from calls`);
      const callId = await firstCall(pool);
      const reads = [
        { name: 'the list of 50 calls', path: '/api/v1/calls?workspace=bench&limit=50' },
        { name: 'the analyses of a call', path: `/api/v1/calls/${callId}/analyses?workspace=bench` },
        { name: 'the report of a call', path: `/api/v1/calls/${callId}/report?workspace=bench` },
      ];
      await copyCalls({ pool, from: patterns, to: few });
      const early = await measureAll({ address, reads });
      await copyCalls({ pool, from: few + 1, to: many });
      const late = await measureAll({ address, reads });
      return reads.map(({ name }, place) =>
        rowOf({ name, earlyMs: early[place] ?? Number.NaN, lateMs: late[place] ?? Number.NaN }),
      );
    } finally {
      await server.close();
    }
  });
}

function rowOf({ name, earlyMs, lateMs }: { name: string; earlyMs: number; lateMs: number }): BenchRow {
  const ratio = lateMs / earlyMs;
  return {
    measure: `${name} among ${many} calls / among ${few}, 95th percentile`,
    reached: formatRatio(ratio),
    aim: `flat (at most 1.3 ×), and under ${aimMs} ms`,
    met: ratio <= 1.3 && lateMs < aimMs,
    note: `${formatMs(earlyMs)} and ${formatMs(lateMs)} at ${load.name}`,
  };
}

async function copyCalls({ pool, from, to }: { pool: pg.Pool; from: number; to: number }): Promise<void> {
  async function query<Row>(text: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return (await pool.query<Row & pg.QueryResultRow>(text, [...parameters])).rows;
  }
  for (const copy of copies) {
    const statement = await statementFor({ query, copy, patterns });
    for (let start = from; start <= to; start += callsPerStatement) {
      await query(statement, [start, Math.min(to, start + callsPerStatement - 1)]);
    }
  }
  await pool.query('analyze');
}

/** The middle of some rounds, of each read. */
async function measureAll({
  address,
  reads,
}: {
  address: string;
  reads: readonly { readonly path: string }[];
}): Promise<number[]> {
  const times: number[] = [];
  for (const { path } of reads) {
    const own: number[] = [];
    await (await fetch(`${address}${path}`, { headers: { connection: 'close' } })).text();
    for (let round = 0; round < rounds; round += 1) {
      const measured = await runLoad(`${address}${path}`, load);
      if (measured.errors > 0) throw new Error(`Expected answers from ${path}, found ${measured.errors} errors.`);
      own.push(measured.p95Ms);
    }
    times.push(own.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN);
  }
  return times;
}

async function firstCall(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('select id from calls order by id limit 1');
  return rows[0]?.id ?? '';
}
