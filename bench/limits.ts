import { benchWorld } from './bench-world.ts';
import { type BenchRow, formatMs } from './measure.ts';
import { openPipeline, type Used } from './open-pipeline.ts';
import { type Burst, runAtOnce, waitForFirstLook } from './run-calls.ts';

const warmUp = 2;
/** So many that the first hundred requests, which go at once, matter little. */
const calls = 60;

/** What each vendor grants: HubSpot's smallest account 100 requests in ten seconds, Gong 3 in one. */
const grants = {
  hubspot: { requests: 100, windowMs: 10_000 },
  gong: { requests: 3, windowMs: 1000 },
} as const;

/** How much of what the vendors allow is used, with their limits in force. */
export async function benchLimits(): Promise<BenchRow[]> {
  const pipeline = await openPipeline({ world: benchWorld({ calls: warmUp + calls }), limits: 'kept' });
  try {
    await waitForFirstLook(pipeline);
    await runAtOnce(pipeline, { calls: warmUp });
    return [rowOf(await runAtOnce(pipeline, { calls }))];
  } finally {
    await pipeline[Symbol.asyncDispose]();
  }
}

function rowOf({ wallMs, used }: Burst): BenchRow {
  const { hubspot, gong, slack, refused } = used.requests;
  const leastMs = Math.max(shortestMs('hubspot', used), shortestMs('gong', used));
  const share = leastMs / wallMs;
  const vendor = shortestMs('hubspot', used) >= shortestMs('gong', used) ? 'HubSpot' : 'Gong';
  return {
    measure: 'calls a second with the limits of the vendors, of what they allow',
    reached: `${(100 * share).toFixed(0)} %`,
    aim: 'at least 90 %',
    met: share >= 0.9,
    note: `${(calls / (wallMs / 1000)).toFixed(2)} calls a second where ${vendor} allows ${(calls / (leastMs / 1000)).toFixed(2)}: ${calls} calls in ${formatMs(wallMs)} with ${hubspot} requests to HubSpot, ${gong} to Gong, ${slack} to Slack, and ${refused} that were refused for a limit`,
  };
}

/** The shortest time in which a vendor takes as many requests as it took: those of the first window go at once. */
function shortestMs(vendor: keyof typeof grants, used: Used): number {
  const { requests, windowMs } = grants[vendor];
  return Math.floor(Math.max(0, used.requests[vendor] - 1) / requests) * windowMs;
}
