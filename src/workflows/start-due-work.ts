import { z } from 'zod';
import { type DueWork, scheduleOnce, scheduleWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import type { WorkflowEngine } from '#platform/workflow';
import type { WorkContext } from './workflow-dependencies.ts';

/**
 * What comes back after so many seconds, whoever did it last; a time that was missed is caught up once. Where the run of
 * the last time still waits for its turn, no further one joins it: it will see all that there is by then.
 */
export type Schedules = Readonly<Record<string, number>>;

export interface DueWorkOptions {
  readonly engine: Pick<WorkflowEngine, 'start' | 'stateOf'>;
  readonly schedules: Schedules;
  readonly contextFor: (workspaceId: string) => WorkContext;
}

/** The workspace and the request stand in the input of each. */
type Start = (work: DueWork) => { readonly workflowName: string; readonly input: Readonly<Record<string, unknown>> };

const TakeInPayload = z.object({
  attempts: z.int(),
  inboxId: z.string().nullable(),
  triggeredBy: z.string().optional(),
});

const PutOffPayload = z.object({ putOff: z.int() });

const RunAgainPayload = z.object({ workflowName: z.string(), input: z.record(z.string(), z.unknown()) });

/** Of what comes back: the run that was started last. */
const RepeatedPayload = z.object({ lastRunId: z.string().optional() });

const LeftActivityPayload = z.looseObject({});

const BackfillPayload = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

/** Which workflow each kind of work for later starts, written by hand. */
const starts: Readonly<Record<string, Start>> = {
  'sync-calls': () => ({ workflowName: 'sync-calls', input: { range: null } }),
  'backfill-calls': ({ payload }) => ({ workflowName: 'sync-calls', input: { range: BackfillPayload.parse(payload) } }),
  'review-calls': () => ({ workflowName: 'sync-calls', input: { range: null, review: true } }),
  'sync-crm': () => ({ workflowName: 'sync-crm', input: { mode: 'incremental', traceparent: null } }),
  'sweep-crm': () => ({ workflowName: 'sync-crm', input: { mode: 'sweep', traceparent: null } }),
  'sync-details': () => ({ workflowName: 'sync-details', input: { mode: 'incremental' } }),
  'sweep-details': () => ({ workflowName: 'sync-details', input: { mode: 'sweep' } }),
  'sync-people': () => ({ workflowName: 'sync-people', input: {} }),
  'freeze-pipeline': () => ({ workflowName: 'freeze-pipeline', input: {} }),
  'watch-deals': () => ({ workflowName: 'watch-deals', input: {} }),
  'propose-merges': () => ({ workflowName: 'propose-merges', input: {} }),
  'remind-commitments': () => ({ workflowName: 'remind-commitments', input: {} }),
  'expire-approvals': () => ({ workflowName: 'expire-approvals', input: {} }),
  'note-policy-edit': () => ({ workflowName: 'note-policy-edit', input: {} }),
  'index-search': () => ({ workflowName: 'index-search', input: { repair: false } }),
  'tidy-up': () => ({ workflowName: 'tidy-up', input: {} }),
  'repair-search': () => ({ workflowName: 'index-search', input: { repair: true } }),
  'take-in-call': ({ subject, payload }) => ({
    workflowName: 'take-in-call',
    input: { externalId: subject, ...TakeInPayload.parse(payload) },
  }),
  'process-event': ({ subject, payload }) => ({
    workflowName: 'process-event',
    input: { inboxId: subject, ...PutOffPayload.parse(payload) },
  }),
  'match-call': ({ subject }) => ({ workflowName: 'match-again', input: { callId: subject } }),
  'apply-change-set': ({ subject }) => ({
    workflowName: 'apply-change-set',
    input: { changeSetId: subject, traceparent: null },
  }),
  'finish-undo': ({ subject }) => ({ workflowName: 'finish-undo', input: { changeId: subject } }),
  'plan-after-setup': ({ subject }) => ({ workflowName: 'plan-after-setup', input: { changeSetId: subject } }),
  'name-left-activity': ({ subject, payload }) => ({
    workflowName: 'name-left-activity',
    input: { changeId: subject, looks: 0, ...LeftActivityPayload.parse(payload) },
  }),
  'send-notification': ({ subject }) => ({
    workflowName: 'send-notification',
    input: { what: { type: 'notification', notificationId: subject }, traceparent: null },
  }),
  'redraw-message': ({ subject }) => ({
    workflowName: 'send-notification',
    input: { what: { type: 'message', key: subject }, traceparent: null },
  }),
  'send-bundle': ({ subject }) => ({
    workflowName: 'send-notification',
    input: { what: { type: 'bundle', channelId: subject }, traceparent: null },
  }),
  'brief-meetings': () => ({ workflowName: 'send-briefs', input: { occasion: 'meetings' } }),
  'send-briefs': () => ({ workflowName: 'send-briefs', input: { occasion: 'schedule' } }),
  'deliver-webhooks': ({ subject }) => ({ workflowName: 'deliver-webhooks', input: { endpointId: subject } }),
  'send-digest': () => ({ workflowName: 'send-digest', input: {} }),
  'run-again': ({ payload }) => RunAgainPayload.parse(payload),
};

/** Starts the workflow of work that is due, and plans the next time of what comes back. */
export function startDueWork({ engine, schedules, contextFor }: DueWorkOptions): (work: DueWork) => Promise<void> {
  return async (work) => {
    const start = starts[work.kind];
    if (start === undefined) {
      throw new SophiaError('workflow.unknown', `Expected a workflow for work of the kind ${work.kind}, found none.`);
    }
    const ctx = contextFor(work.workspaceId);
    const everySeconds = schedules[work.kind];
    if (everySeconds === undefined) {
      await startRun({ engine, ctx, work, start });
      return;
    }
    const { lastRunId } = RepeatedPayload.parse(work.payload);
    const isWaiting = lastRunId !== undefined && (await engine.stateOf(lastRunId)) === 'waiting';
    const runId = isWaiting ? lastRunId : await startRun({ engine, ctx, work, start });
    const dueAt = new Date(ctx.clock.now().getTime() + everySeconds * 1000);
    await scheduleWork({ ctx, kind: work.kind, subject: work.subject, payload: { lastRunId: runId }, dueAt });
  };
}

/** Two who start the same work start one run. */
async function startRun({
  engine,
  ctx,
  work,
  start,
}: {
  engine: DueWorkOptions['engine'];
  ctx: WorkContext;
  work: DueWork;
  start: Start;
}): Promise<string> {
  const { workspaceId, kind, subject, dueAt } = work;
  const workflowId = `${kind}:${workspaceId}:${subject}:${dueAt.getTime()}`;
  const { workflowName, input } = start(work);
  await engine.start({ workflowName, workflowId, input: { workspaceId, requestId: ctx.requestId, ...input } });
  return workflowId;
}

/** Plans what comes back, at once, where it is not planned yet. */
export async function plantSchedules({ ctx, schedules }: { ctx: WorkContext; schedules: Schedules }): Promise<void> {
  for (const kind of Object.keys(schedules)) {
    await scheduleOnce({ ctx, kind, subject: 'all', dueAt: ctx.clock.now() });
  }
}
