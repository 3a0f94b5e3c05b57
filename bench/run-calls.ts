import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { waitUntil } from '#test/wait-until';
import type { Pipeline, Used } from './open-pipeline.ts';

const longestWaitMs = 300_000;
const Ended = z.object({ id: z.string() });

/** What a burst of calls took, from the first webhook to the last write. */
export interface Burst {
  readonly calls: number;
  readonly wallMs: number;
  readonly used: Used;
  /** From the webhook to the message in Slack, of each call. */
  readonly toldAfterMs: readonly number[];
}

/** The first look at the vendors: people, channels, records. */
export async function waitForFirstLook(pipeline: Pipeline): Promise<void> {
  await waitUntil('the first look at the vendors is over', {
    condition: async () => (await pipeline.query("select 1 from sync_cursors where stream = 'calls'")).length > 0,
    timeoutMs: longestWaitMs,
  });
}

/** So many calls end at the same moment; it is over when all are written. */
export async function runAtOnce(pipeline: Pipeline, { calls }: { calls: number }): Promise<Burst> {
  const before = await pipeline.used();
  const startedAtMs = performance.now();
  const ids = await Promise.all(Array.from({ length: calls }, () => endCall(pipeline)));
  await waitUntil(`${calls} calls are written`, {
    condition: async () => {
      await wait(200);
      return (await countWritten(pipeline, ids)) === calls;
    },
    timeoutMs: longestWaitMs,
  });
  const wallMs = performance.now() - startedAtMs;
  return { calls, wallMs, used: difference(before, await pipeline.used()), toldAfterMs: await readTold(pipeline, ids) };
}

/** The next call ends once the last one has been written and told of. */
export async function runOneByOne(pipeline: Pipeline, { calls }: { calls: number }): Promise<Burst> {
  const before = await pipeline.used();
  const startedAtMs = performance.now();
  const toldAfterMs: number[] = [];
  for (let number = 0; number < calls; number += 1) {
    toldAfterMs.push(...(await runAtOnce(pipeline, { calls: 1 })).toldAfterMs);
  }
  const wallMs = performance.now() - startedAtMs;
  return { calls, wallMs, used: difference(before, await pipeline.used()), toldAfterMs };
}

/** The value below which 95 of 100 lie. */
export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
}

async function endCall({ vendors }: Pipeline): Promise<string> {
  const body = { transcriptDelayMs: 0 };
  return Ended.parse(await vendors.control({ vendor: 'gong', path: 'calls/next', body })).id;
}

/**
 * What the CRM did not keep counts as written too: it was tried. Asked by key, as a scan of the ledger every 200 ms
 * would be measured as a cost of the history.
 */
async function countWritten(pipeline: Pipeline, externalIds: readonly string[]): Promise<number> {
  const written = `select count(*) from unnest($1::text[]) external_id
    join ledger_items item using (external_id)
    where item.workspace_id = 'main' and item.source = 'gong'
      and (item.written_at is not null or item.gap_cause = 'write_not_applied')`;
  const rows = await pipeline.query<{ count: string }>(written, [externalIds]);
  return Number(rows[0]?.count ?? 0);
}

/** By Sophia's own times: when the webhook was written down, and when Slack had taken the message. */
async function readTold(pipeline: Pipeline, externalIds: readonly string[]): Promise<number[]> {
  const told = `select extract(epoch from told.sent_at - event.received_at) * 1000 as after
    from inbox_events event
    join call_sources source on source.source = event.source and source.external_id = event.subject
    join notifications told on told.key = 'call_summary:' || source.call_id
    where event.source = 'gong' and event.subject = any($1) and told.state = 'sent'`;
  const found: { after: string }[] = [];
  await waitUntil('every call is told of', {
    condition: async () => {
      found.splice(0, found.length, ...(await pipeline.query<{ after: string }>(told, [externalIds])));
      return found.length >= externalIds.length;
    },
    timeoutMs: longestWaitMs,
  });
  return found.map(({ after }) => Number(after));
}

function difference(before: Used, after: Used): Used {
  const { gong, hubspot, slack, refused } = before.requests;
  return {
    requests: {
      gong: after.requests.gong - gong,
      hubspot: after.requests.hubspot - hubspot,
      slack: after.requests.slack - slack,
      refused: after.requests.refused - refused,
    },
    requestsMs: after.requestsMs - before.requestsMs,
    statements: after.statements - before.statements,
    mainThreadMs: after.mainThreadMs - before.mainThreadMs,
    processMs: after.processMs - before.processMs,
  };
}
