import type { BatchProgress } from '#contracts';
import { listReports } from '#modules/insights';
import { renderSummaryTable } from '#modules/reports';
import type { ProbeResult } from '#platform/health';
import { type ProgressDisplay, presentError, type Terminal, tableWidthOf, writeMessage } from '#surfaces/cli';
import { loadExample } from './load-example.ts';
import type { Runtime } from './open-runtime.ts';
import { setUpExampleCrm } from './set-up-example-crm.ts';
import { watchHistory } from './watch-history.ts';
import { workspaceIds } from './workspace-ids.ts';

interface ExampleStart {
  readonly runtime: Runtime;
  readonly terminal: Terminal;
  readonly progress: (options: { terminal: Terminal; label: string }) => ProgressDisplay;
  readonly stop: AbortSignal;
  readonly state: ExampleState;
}

/** What `ready` says of the example data. */
export interface ExampleState {
  probe: ProbeResult;
}

/** Lets `ready` wait for the example data from the moment that anybody can ask. */
export function awaitExample({ runtime }: { runtime: Runtime }): ExampleState {
  const state: ExampleState = { probe: waiting(null) };
  runtime.resources.health.register({
    name: 'example calls',
    action: 'Start Sophia again.',
    check: async () => state.probe,
  });
  return state;
}

/** Analyzes the example calls behind a progress display and shows what was found; ready waits for it. Never throws. */
export async function startExample({ runtime, terminal, progress, stop, state }: ExampleStart): Promise<void> {
  const display = progress({ terminal, label: 'Example calls' });
  try {
    const outcome = await loadExample({
      contextFor: runtime.contextFor,
      signal: stop,
      onProgress: (current) => {
        state.probe = waiting(current);
        if (current.finished) display.end(current);
        else display.update(current);
      },
    });
    if (stop.aborted) return;
    if (runtime.resources.connectionsOf(workspaceIds.example).calls.state === 'on') {
      await showHistory({ runtime, terminal, progress, stop, state });
    }
    if (stop.aborted) return;
    state.probe = settled(outcome);
    await showExample({ runtime, terminal });
  } catch (error) {
    if (stop.aborted) return;
    state.probe = {
      state: 'degraded',
      reason: 'The example calls could not be loaded.',
      action: 'See the log, or start with --no-example.',
    };
    runtime.resources.log.error({ err: error }, 'The example calls could not be loaded');
    presentError({ terminal, error });
  }
}

/** The calls of the simulated company come in by the same way as those of a real one. */
async function showHistory({ runtime, terminal, progress, stop, state }: ExampleStart): Promise<void> {
  const display = progress({ terminal, label: 'History of the simulated company' });
  await watchHistory({
    contextFor: runtime.contextFor,
    signal: stop,
    onProgress: (current) => {
      state.probe = waiting(current);
      if (current.finished) display.end(current);
      else display.update(current);
    },
  });
  if (stop.aborted) return;
  const properties = await setUpExampleCrm({ contextFor: runtime.contextFor });
  if (properties > 0)
    writeMessage(terminal, `The simulated HubSpot was given the ${properties} properties that Sophia fills.`);
}

async function showExample({ runtime, terminal }: { runtime: Runtime; terminal: Terminal }): Promise<void> {
  const ctx = runtime.contextFor({ workspaceId: workspaceIds.example });
  const { reports } = await listReports({ ctx, input: { limit: 50, beforeCallId: null } });
  const summaries = reports.flatMap(({ analysis }) => (analysis === null ? [] : [analysis.summary])).reverse();
  writeMessage(
    terminal,
    `\n${renderSummaryTable({ summaries, width: tableWidthOf(terminal), colors: terminal.colors })}`,
  );
  writeMessage(terminal, 'Analyze a call of your own: npm run sophia -- analyze their-call.vtt');
}

function waiting(progress: BatchProgress | null): ProbeResult {
  const far = progress === null ? '' : `: ${progress.counts.analyzed + progress.counts.unchanged} of ${progress.total}`;
  return { state: 'unhealthy', reason: `The example calls are being analyzed${far}.`, action: 'Wait a few seconds.' };
}

function settled({ analyzed, problems }: { analyzed: number; problems: readonly string[] }): ProbeResult {
  if (problems.length === 0)
    return { state: 'healthy', reason: `${analyzed} example calls are analyzed.`, action: null };
  return { state: 'degraded', reason: problems.join(' '), action: 'Restore the folder examples/calls.' };
}
