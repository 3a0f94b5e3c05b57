import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BatchProgress, type ImportOptions } from '#contracts';
import { getBatchProgress, listBatchItems, submitBatch } from '#modules/calls';
import type { ContextMaker } from './create-contexts.ts';
import { examplesFolder, prepareExampleWorkspace } from './prepare-example-workspace.ts';
import { workspaceIds } from './workspace-ids.ts';

const watchIntervalMs = 50;

export interface ExampleOutcome {
  readonly analyzed: number;
  readonly problems: readonly string[];
}

/**
 * Imports and analyzes the example calls in a workspace of their own and reports how far it is. What was done at an
 * earlier start is not done again.
 */
export async function loadExample({
  contextFor,
  onProgress,
  signal,
}: {
  contextFor: ContextMaker;
  onProgress: (progress: BatchProgress) => void;
  signal: AbortSignal;
}): Promise<ExampleOutcome> {
  const ctx = contextFor({ workspaceId: workspaceIds.example });
  const settings = await prepareExampleWorkspace({ contextFor });
  const folder = path.join(examplesFolder, 'calls');
  const names = (await readdir(folder)).filter((name) => !name.endsWith('.truth.json')).sort();
  const options: ImportOptions = {
    format: null,
    date: null,
    timeZone: settings.timeZone ?? 'UTC',
    timeZoneGiven: false,
    internalNames: settings.internalNames,
    internalDomains: settings.internalDomains,
    othersExternal: true,
    engine: 'rules',
  };
  const items = names.map((name) => ({ sourceName: name, path: path.join(folder, name), contentBase64: null }));
  const { batchId } = await submitBatch({ ctx, input: { items, options } });
  for (;;) {
    const progress = await getBatchProgress({ ctx, input: { batchId } });
    onProgress(progress);
    if (progress.finished || signal.aborted) break;
    await wait(watchIntervalMs, undefined, { signal }).catch(() => undefined);
  }
  const page = await listBatchItems({ ctx, input: { batchId, afterItemId: null } });
  return {
    analyzed: page.items.filter((item) => item.analysisId !== null).length,
    problems: page.items.flatMap(({ sourceName, problem }) =>
      problem === null ? [] : [`${sourceName}: ${problem.message}`],
    ),
  };
}
