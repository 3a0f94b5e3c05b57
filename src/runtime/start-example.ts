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
  const state: ExampleState = { probe: waiting('The example calls are being analyzed', null) };
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
  let isNew = false;
  try {
    const outcome = await loadExample({
      contextFor: runtime.contextFor,
      signal: stop,
      onProgress: (current) => {
        state.probe = waiting('The example calls are being analyzed', current);
        isNew ||= current.counts.analyzed > 0;
        if (current.finished) display.end(current);
        else display.update(current);
      },
    });
    if (stop.aborted) return;
    if (runtime.resources.connectionsOf(workspaceIds.example).calls.state === 'on') {
      isNew = (await showHistory({ runtime, terminal, progress, stop, state })) || isNew;
    }
    if (stop.aborted) return;
    state.probe = settled(outcome);
    if (isNew) await showExample({ runtime, terminal });
    else writeMessage(terminal, 'The example data is there from an earlier start.');
    writeMessage(terminal, 'Analyze a call of your own: npm run sophia -- analyze their-call.vtt');
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

/** The calls of the simulated company come in by the same way as those of a real one. Returns whether any was missing. */
async function showHistory({ runtime, terminal, progress, stop, state }: ExampleStart): Promise<boolean> {
  const display = progress({ terminal, label: 'History of the simulated company' });
  let wasMissing = false;
  const settingUp = setUpExampleCrm({ contextFor: runtime.contextFor, signal: stop });
  const watching = watchHistory({
    contextFor: runtime.contextFor,
    signal: stop,
    onProgress: (current) => {
      state.probe = waiting('The history of the simulated company is being taken in', current);
      wasMissing ||= !current.finished;
      if (current.finished) display.end(current);
      else display.update(current);
    },
  });
  const [properties] = await Promise.all([settingUp, watching]);
  if (stop.aborted) return wasMissing;
  if (properties > 0)
    writeMessage(terminal, `The simulated HubSpot was given the ${properties} properties that Sophia fills.`);
  return wasMissing;
}

async function showExample({ runtime, terminal }: { runtime: Runtime; terminal: Terminal }): Promise<void> {
  const ctx = runtime.contextFor({ workspaceId: workspaceIds.example });
  const { reports } = await listReports({ ctx, input: { limit: 50, beforeCallId: null } });
  const summaries = reports.flatMap(({ analysis }) => (analysis === null ? [] : [analysis.summary])).reverse();
  writeMessage(
    terminal,
    `\n${renderSummaryTable({ summaries, width: tableWidthOf(terminal), colors: terminal.colors })}`,
  );
}

/** Nothing is wrong, and nothing has to wait: it is just not all there yet. */
function waiting(what: string, progress: BatchProgress | null): ProbeResult {
  const done = progress === null ? 0 : progress.counts.analyzed + progress.counts.unchanged;
  const far = progress === null || progress.total === 0 ? '' : `: ${done} of ${progress.total}`;
  const action = 'Nothing has to be done; what is there can be used meanwhile. On two cores all of it takes minutes.';
  return { state: 'starting', reason: `${what}${far}.`, action };
}

function settled({ analyzed, problems }: { analyzed: number; problems: readonly string[] }): ProbeResult {
  if (problems.length === 0)
    return { state: 'healthy', reason: `${analyzed} example calls are analyzed.`, action: null };
  return { state: 'degraded', reason: problems.join(' '), action: 'Restore the folder examples/calls.' };
}
