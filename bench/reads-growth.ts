import type pg from 'pg';
import { type Load, runLoad } from './load-driver.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';

const rounds = 3;
const load: Load = { name: '20 requests a second', perSecond: 20, connections: 10, seconds: 3 };
const aimMs = 200;

/** What is read, by what it is called. */
export interface BenchRead {
  readonly name: string;
  readonly path: string;
}

/** The list of calls, and two reads of the first of them. */
export async function readsOf(pool: pg.Pool): Promise<readonly BenchRead[]> {
  const { rows } = await pool.query<{ id: string }>('select id from calls order by id limit 1');
  const callId = rows[0]?.id ?? '';
  return [
    { name: 'the list of 50 calls', path: '/api/v1/calls?workspace=bench&limit=50' },
    { name: 'the analyses of a call', path: `/api/v1/calls/${callId}/analyses?workspace=bench` },
    { name: 'the report of a call', path: `/api/v1/calls/${callId}/report?workspace=bench` },
  ];
}

/** The 95th percentile of each read, in the middle of some rounds. */
export async function measureReads({
  address,
  reads,
}: {
  address: string;
  reads: readonly BenchRead[];
}): Promise<number[]> {
  const times: number[] = [];
  for (const { path } of reads) {
    const own: number[] = [];
    // What the loading before has left behind, garbage and pages to write, is not what a read costs.
    await runLoad(`${address}${path}`, load);
    for (let round = 0; round < rounds; round += 1) {
      const measured = await runLoad(`${address}${path}`, load);
      if (measured.errors > 0) throw new Error(`Expected answers from ${path}, found ${measured.errors} errors.`);
      own.push(measured.p95Ms);
    }
    times.push(own.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN);
  }
  return times;
}

/** What a read costs among many calls, beside what it costs among few. */
export function growthRow({
  name,
  calls: { few, many },
  earlyMs,
  lateMs,
}: {
  name: string;
  calls: { readonly few: number; readonly many: number };
  earlyMs: number;
  lateMs: number;
}): BenchRow {
  const ratio = lateMs / earlyMs;
  return {
    measure: `${name} among ${many} calls / among ${few}, 95th percentile`,
    reached: formatRatio(ratio),
    aim: `flat (at most 1.3 ×), and under ${aimMs} ms`,
    met: ratio <= 1.3 && lateMs < aimMs,
    note: `${formatMs(earlyMs)} and ${formatMs(lateMs)} at ${load.name}; the further calls have analyses, and no claims or turns of their own`,
  };
}
