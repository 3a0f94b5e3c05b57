import { performance } from 'node:perf_hooks';
import type { Transcript } from '#contracts';
import type { Call } from '../simulators/world/schema.ts';
import { withBenchContext } from './bench-database.ts';
import { benchWorld, countWords } from './bench-world.ts';
import { callsOfHistory, measureHistory } from './history.ts';
import { type BenchRow, formatMs, formatRatio } from './measure.ts';
import { openPipeline, type Pipeline } from './open-pipeline.ts';
import { processCpuMs } from './process-cpu.ts';
import { type Burst, percentile95, runAtOnce, runOneByOne, waitForFirstLook } from './run-calls.ts';
import { analyzeStored } from './storing.ts';

const warmUp = 5;
const alone = 20;
const atOnce = 40;
const longAlone = 2;
const longAtOnce = 10;

interface MeasuredBurst {
  readonly burst: Burst;
  /** Of the vendors' process, during the burst. */
  readonly vendorsMs: number;
}

interface MeasuredParts {
  readonly burst: Burst;
  readonly single: Burst;
  /** Reading, analyzing, checking and storing a call of these, by itself. */
  readonly storingMs: number;
}

/** From the end of a call in Gong to what is written in HubSpot and said in Slack, with nobody's limits in force. */
export async function benchPipeline(): Promise<BenchRow[]> {
  const ofShort = warmUp + alone + atOnce;
  const longer = longAlone + longAtOnce;
  const world = benchWorld({ calls: ofShort + callsOfHistory + longer, longer });
  const pipeline = await openPipeline({ world, limits: 'lifted' });
  try {
    await waitForFirstLook(pipeline);
    await runAtOnce(pipeline, { calls: warmUp });
    const single = await runOneByOne(pipeline, { calls: alone });
    const short = await measureBurst(pipeline, { calls: atOnce });
    const storingMs = await timeStoring(world.upcomingCalls.slice(ofShort - atOnce, ofShort));
    const historyRow = await measureHistory(pipeline);
    await runOneByOne(pipeline, { calls: longAlone });
    const long = await measureBurst(pipeline, { calls: longAtOnce });
    return [
      throughputRow({ what: 'calls of 1,500 words', measured: short, aim: 10 }),
      throughputRow({ what: 'calls of 9,000 words', measured: long, aim: null }),
      partsRow({ burst: short.burst, single, storingMs }),
      toldRow({ burst: short.burst, single }),
      historyRow,
    ];
  } finally {
    await pipeline[Symbol.asyncDispose]();
  }
}

async function measureBurst(pipeline: Pipeline, { calls }: { calls: number }): Promise<MeasuredBurst> {
  const before = processCpuMs(pipeline.vendors.processId);
  const burst = await runAtOnce(pipeline, { calls });
  return { burst, vendorsMs: processCpuMs(pipeline.vendors.processId) - before };
}

function throughputRow({
  what,
  measured,
  aim,
}: {
  what: string;
  measured: MeasuredBurst;
  aim: number | null;
}): BenchRow {
  const { burst, vendorsMs } = measured;
  const { calls, wallMs, used } = burst;
  const perSecond = calls / (wallMs / 1000);
  const { gong, hubspot, slack } = used.requests;
  const cpu = `${formatMs(used.mainThreadMs / calls)} of processor in the main thread, ${formatMs((used.processMs - used.mainThreadMs) / calls)} in others, ${formatMs(vendorsMs / calls)} in the simulators`;
  return {
    measure: `${what} through the whole pipeline`,
    reached: `${perSecond.toFixed(2)} a second`,
    aim: aim === null ? 'reported' : `at least ${aim} a second`,
    met: aim === null || perSecond >= aim,
    note: `${calls} calls in ${formatMs(wallMs)}; each ${cpu}; ${((gong + hubspot + slack) / calls).toFixed(1)} requests (HubSpot ${(hubspot / calls).toFixed(1)}), ${(used.statements / calls).toFixed(0)} statements`,
  };
}

/** The parts are measured by themselves, with nothing beside them: what is done to a call, and what vendors take. */
function partsRow({ burst, single, storingMs }: MeasuredParts): BenchRow {
  const wholeMs = burst.wallMs / burst.calls;
  const waitingMs = single.used.requestsMs / single.calls;
  const ratio = wholeMs / (storingMs + waitingMs);
  return {
    measure: 'a call of many through the whole pipeline / the sum of its parts, one after another',
    reached: formatRatio(ratio),
    aim: 'at most 1 ×',
    met: ratio <= 1,
    note: `${formatMs(wholeMs)} against ${formatMs(storingMs)} reading, analyzing and storing and ${formatMs(waitingMs)} waiting for vendors; of calls at once beside single ones; matching, planning and telling are in the whole alone`,
  };
}

function toldRow({ single, burst }: Omit<MeasuredParts, 'storingMs'>): BenchRow {
  const slowMs = percentile95(single.toldAfterMs);
  const middleMs = [...single.toldAfterMs].sort((one, other) => one - other)[Math.floor(single.calls / 2)] ?? 0;
  return {
    measure: 'from the webhook to the message in Slack, 95th percentile',
    reached: formatMs(slowMs),
    aim: 'under 3 s',
    met: slowMs < 3000,
    note: `${single.calls} calls one by one, median ${formatMs(middleMs)}; of ${burst.calls} that end at the same moment ${formatMs(percentile95(burst.toldAfterMs))}`,
  };
}

/** Reading, analyzing, checking and storing the same calls, one after another, on a database of their own. */
async function timeStoring(calls: readonly Call[]): Promise<number> {
  return withBenchContext(async (ctx) => {
    const transcripts = calls.map(transcriptOf);
    const startedAtMs = performance.now();
    for (const [marker, transcript] of transcripts.entries()) await analyzeStored(ctx, { transcript, marker });
    return (performance.now() - startedAtMs) / calls.length;
  });
}

function transcriptOf(call: Call): Transcript {
  const { monologues, parties, timeZone } = call;
  if (countWords(call) === 0) throw new Error('Expected a call in which something is said.');
  const names = new Map(parties.map(({ speakerId, name }) => [speakerId, name]));
  const turns = monologues.map(({ speakerId, sentences }, turn) => ({
    turn,
    speaker: names.get(speakerId) ?? speakerId,
    side: 'unknown' as const,
    text: sentences.map((sentence) => sentence.text).join(' '),
    startMs: sentences[0]?.startMs ?? 0,
    endMs: sentences.at(-1)?.endMs ?? sentences[0]?.startMs ?? 0,
    cues: [],
  }));
  return {
    format: 'gong',
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone,
    parties: [],
    turns,
    warnings: [],
  };
}
