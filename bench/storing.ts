import { performance } from 'node:perf_hooks';
import type { Transcript } from '#contracts';
import { analyzeByRules } from '#modules/analysis';
import { importItem, listBatchItems, listPendingItems, submitBatch } from '#modules/calls';
import { type AnalysisContext, analyzeCall } from '#modules/insights';
import { withBenchContext } from './bench-database.ts';
import { benchSettings } from './bench-settings.ts';
import { hourCall } from './hour-call.ts';
import { type BenchRow, formatMs, formatRatio, medianMs } from './measure.ts';

/** Everything that a call costs on its way into the store, verification included, against finding the claims. */
export async function benchStoring(): Promise<BenchRow[]> {
  const transcript = await hourCall();
  const analyzeMs = await medianMs(() => analyzeByRules({ input: { transcript, settings: benchSettings } }));
  const wholeMs = await withBenchContext(async (ctx) => {
    await analyzeStored(ctx, { transcript, marker: 0 });
    const times: number[] = [];
    for (let marker = 1; marker <= 5; marker += 1) {
      const startedAtMs = performance.now();
      await analyzeStored(ctx, { transcript, marker });
      times.push(performance.now() - startedAtMs);
    }
    return times.sort((one, other) => one - other)[2] ?? 0;
  });
  const ratio = (wholeMs - analyzeMs) / analyzeMs;
  return [
    {
      measure: 'reading, verifying and storing one hour / analyzing it',
      reached: formatRatio(ratio),
      aim: 'at most 2 ×',
      met: ratio <= 2,
      note: `${formatMs(wholeMs)} in all, of which analysis ${formatMs(analyzeMs)}`,
    },
  ];
}

/** Imports a call whose first turn says the marker, so that each is another one, and analyzes it. */
export async function analyzeStored(
  ctx: AnalysisContext,
  { transcript, marker }: { transcript: Transcript; marker: number },
): Promise<void> {
  const document = {
    format: 'sophia.transcript/1',
    title: `Call ${marker}`,
    startedAt: '2026-09-14T15:00:00Z',
    timeZone: 'America/Chicago',
    parties: transcript.parties,
    turns: transcript.turns.map(({ speaker, startMs, endMs, text }, index) => ({
      speaker,
      startMs,
      endMs,
      text: index === 0 ? `Call number ${marker}. ${text}` : text,
    })),
  };
  const contentBase64 = Buffer.from(JSON.stringify(document)).toString('base64');
  const options = {
    format: null,
    date: null,
    timeZone: 'UTC',
    timeZoneGiven: false,
    internalNames: [],
    internalDomains: [],
    othersExternal: false,
    engine: 'rules' as const,
  };
  const items = [{ sourceName: `call-${marker}.json`, path: null, contentBase64 }];
  const { batchId } = await submitBatch({ ctx, input: { items, options } });
  for (const itemId of await listPendingItems({ ctx, input: { batchId, limit: 1 } }))
    await importItem({ ctx, input: { itemId } });
  const { items: imported } = await listBatchItems({ ctx, input: { batchId, afterItemId: null } });
  const [item] = imported;
  if (item === undefined || item.callId === null || item.callVersion === null)
    throw new Error(`Call ${marker} was not imported.`);
  await analyzeCall({ ctx, input: { callId: item.callId, version: item.callVersion, engine: 'rules' } });
}
