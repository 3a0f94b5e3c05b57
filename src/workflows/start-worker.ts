import type { Clock } from '#platform/clock';
import { type OpenDatabase, workspaces } from '#platform/db';
import { startTicker, type Ticker } from '#platform/due-work';
import { startDispatcher } from '#platform/events';
import type { Probe } from '#platform/health';
import type { Log } from '#platform/log';
import { type AnyWorkflow, type QueueLimits, startWorkflowEngine, type WorkflowEngine } from '#platform/workflow';
import { analyzeCall } from './analyze-call.ts';
import { applyChangeSet } from './apply-change-set.ts';
import { countRuns } from './count-runs.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { expireApprovals } from './expire-approvals.ts';
import { finishUndo } from './finish-undo.ts';
import { followUndo } from './follow-undo.ts';
import { followUpCall } from './follow-up-call.ts';
import { freezePipeline } from './freeze-pipeline.ts';
import { importBatch } from './import-batch.ts';
import { indexSearch } from './index-search.ts';
import { matchAgain } from './match-again.ts';
import { nameLeftActivity } from './name-left-activity.ts';
import { notePolicyEdit } from './note-policy-edit.ts';
import { planAfterSetup } from './plan-after-setup.ts';
import { processEvent } from './process-event.ts';
import { proposeMerges } from './propose-merges.ts';
import { recheckDeal } from './recheck-deal.ts';
import { remindApprovers } from './remind-approvers.ts';
import { remindCommitments } from './remind-commitments.ts';
import { runAgainWhenBroken } from './run-again-when-broken.ts';
import { sendBriefs } from './send-briefs.ts';
import { sendDigest } from './send-digest.ts';
import { sendNotification } from './send-notification.ts';
import { plantSchedules, type Schedules, startDueWork } from './start-due-work.ts';
import { createSubscribers } from './subscribers.ts';
import { syncCalls } from './sync-calls.ts';
import { syncCrm } from './sync-crm.ts';
import { syncDetails } from './sync-details.ts';
import { syncPeople } from './sync-people.ts';
import { takeInCall } from './take-in-call.ts';
import { tidyUp } from './tidy-up.ts';
import { watchDeals } from './watch-deals.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

export interface WorkerOptions extends WorkflowDependencies {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly log: Log;
  readonly leaseSeconds: number;
  /** How many calls are analyzed at once in this process. */
  readonly concurrency: number;
  /** `files` leaves what speaks to vendors to a server. */
  readonly takes: 'all' | 'files';
  /** How often vendors are asked for what no webhook told. */
  readonly syncSeconds: number;
  /** The workspaces whose vendors are connected. */
  readonly connectedWorkspaces: readonly string[];
}

export interface Worker {
  readonly probe: Probe;
  stop(): Promise<void>;
}

/** How long a stop waits for an answer that is paid for; then it is given up and asked for again at the next start. */
const stopPatienceMs = 5_000;

/** Starts what carries the durable workflows and hands them the events of the outbox. Unfinished work goes on. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { database, clock, log, leaseSeconds, concurrency, takes } = options;
  const abort = new AbortController();
  const contextFor = systemContexts(options);
  for (const workspaceId of takes === 'all' ? options.connectedWorkspaces : []) {
    await plantSchedules({ ctx: contextFor(workspaceId), schedules: schedulesFor(options.syncSeconds) });
  }
  if (takes === 'all') await plantRepairs({ database, contextFor });
  const engine = await startWorkflowEngine({
    database,
    log,
    workflows: workflowsOf({
      metrics: options.metrics,
      processChat: options.processChat,
      random: options.random,
      contextFor: (request) => ({ ...options.contextFor(request), signal: abort.signal }),
    }),
    queues: queuesFor(concurrency),
    runsWorkflows: true,
    ...(takes === 'files' ? { listensTo: ['imports', 'analysis'] } : {}),
    leaseSeconds,
  });
  const subscribers = createSubscribers({ engine, contextFor });
  const dispatcher = startDispatcher({ database, clock, log, subscribers });
  const ticker = takes === 'all' ? startSchedules({ options, engine, contextFor }) : null;
  return {
    probe: {
      name: 'workflows',
      action: 'Start Sophia again: unfinished work goes on where it stopped.',
      check: async () => {
        await engine.stateOf('probe');
        return { state: 'healthy', reason: 'The worker runs and can be asked.', action: null };
      },
    },
    stop: async () => {
      await ticker?.stop();
      await dispatcher.stop();
      const stopped = engine.stop();
      const timer = setTimeout(() => abort.abort(), stopPatienceMs);
      await stopped.finally(() => clearTimeout(timer));
    },
  };
}

/** The story of what runs by itself. */
function workflowsOf(dependencies: WorkflowDependencies): AnyWorkflow[] {
  const { contextFor } = dependencies;
  // What comes back by itself does so when it broke as well, and a batch is waited for by whoever gave it.
  const begunOnce = [
    takeInCall(dependencies),
    processEvent(dependencies),
    followUpCall(dependencies),
    matchAgain(dependencies),
    applyChangeSet(dependencies),
    finishUndo(dependencies),
    followUndo(dependencies),
    nameLeftActivity(dependencies),
    sendNotification({ notificationContextFor: contextFor }),
    recheckDeal(dependencies),
    planAfterSetup(dependencies),
    deliverWebhooks({ contextFor }),
  ];
  return [
    importBatch(dependencies),
    analyzeCall(dependencies),
    ...begunOnce.map((workflow) => runAgainWhenBroken({ workflow, contextFor })),
    syncCalls(dependencies),
    syncCrm({ contextFor }),
    syncDetails({ contextFor }),
    syncPeople(dependencies),
    expireApprovals({ contextFor, remind: remindApprovers }),
    sendDigest(dependencies),
    sendBriefs(dependencies),
    watchDeals(dependencies),
    tidyUp(dependencies),
    notePolicyEdit(dependencies),
    freezePipeline(dependencies),
    proposeMerges(dependencies),
    remindCommitments(dependencies),
    indexSearch(dependencies),
  ].map((workflow) => countRuns({ workflow, metrics: dependencies.metrics }));
}

/** Named after the vendor or the resource that they protect. */
function queuesFor(concurrency: number): Record<string, QueueLimits> {
  return {
    imports: { perProcess: 1 },
    analysis: { perProcess: concurrency + 1 },
    'call-sync': { inAll: 1 },
    syncs: { inAll: 1 },
    inbox: { perProcess: 4 },
    gong: { perProcess: 4 },
    'follow-ups': { perProcess: 4 },
    upkeep: { inAll: 1 },
    search: { inAll: 1 },
    hubspot: { perProcess: 4 },
    slack: { perProcess: 4 },
    webhooks: { perProcess: 4 },
  };
}

function systemContexts(options: WorkerOptions): (workspaceId: string) => WorkContext {
  return (workspaceId) => {
    const requestId = `schedule:${options.clock.now().toISOString()}`;
    return options.contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'worker' } });
  };
}

/** In every workspace, also one without vendors; at the first start it indexes what was there before. */
const repairs: Schedules = { 'repair-search': 6 * 3600, 'tidy-up': 6 * 3600, 'note-policy-edit': 300 };

async function plantRepairs({
  database,
  contextFor,
}: {
  database: OpenDatabase;
  contextFor: (workspaceId: string) => WorkContext;
}): Promise<void> {
  for (const { id } of await database.db.select({ id: workspaces.id }).from(workspaces)) {
    await plantSchedules({ ctx: contextFor(id), schedules: repairs });
  }
}

/** What comes back by itself, and after how many seconds. */
export function schedulesFor(syncSeconds: number): Schedules {
  return {
    'sync-calls': syncSeconds,
    'review-calls': 24 * 3600,
    'sync-crm': syncSeconds,
    'sync-details': syncSeconds,
    'sweep-details': 6 * 3600,
    'sync-people': 24 * 3600,
    'sweep-crm': 6 * 3600,
    'watch-deals': 3600,
    'freeze-pipeline': 1800,
    'propose-merges': 6 * 3600,
    'remind-commitments': 6 * 3600,
    'brief-meetings': 300,
    'expire-approvals': 300,
    ...repairs,
  };
}

function startSchedules({
  options,
  engine,
  contextFor,
}: {
  options: WorkerOptions;
  engine: WorkflowEngine;
  contextFor: (workspaceId: string) => WorkContext;
}): Ticker {
  const { database, clock, log, syncSeconds } = options;
  const schedules = schedulesFor(syncSeconds);
  return startTicker({ database, clock, log, start: startDueWork({ engine, schedules, contextFor }) });
}
