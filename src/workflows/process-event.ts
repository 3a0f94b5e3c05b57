import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { getEvent, type InboxEvent, settleEvent } from '#modules/intake';
import { startTriggered } from '#modules/triggers';
import { scheduleWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { afterNextDay } from './next-day-of.ts';
import { problemsOfConnection } from './problems-of-connection.ts';
import { createReadAgain } from './read-again.ts';
import { retryWaitMs } from './retry-wait-ms.ts';
import { takeIn } from './take-in.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const ProcessEventInput = z.strictObject({
  workspaceId: z.string(),
  inboxId: z.string(),
  /** How often it has been put off because a vendor could not be reached. */
  putOff: z.int().min(0).default(0),
  requestId: z.string(),
});

const attempts = 3;
/** Between the looks at a vendor that cannot be reached: a good day in all. */
const outageWaitsMinutes: readonly number[] = [1, 2, 5, 10, 20, 40, 60, 120, 240, 480, 480];

type Perform = (options: { ctx: WorkContext; event: InboxEvent }) => Promise<void>;

/**
 * Does what one event of the inbox asks for. One that fails is tried three times, with waits that double and a jitter, and is then a
 * dead letter with its cause; nothing waits behind it. Where a vendor cannot be reached, it is looked at again later.
 * Nothing is done with one that another has taken along.
 */
export function processEvent({ contextFor, processChat, random }: WorkflowDependencies): AnyWorkflow {
  const performers: Readonly<Record<string, Perform>> = { hubspot: createReadAgain(), events: startWhatRulesSay };
  return defineWorkflow({
    name: 'process-event',
    queue: 'inbox',
    input: ProcessEventInput,
    run: async ({ run, input }) => {
      const { workspaceId, inboxId, putOff, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'process-event' } });
      const { source, subject, state } = await run.step('read', async () => {
        const event = await getEvent({ ctx, input: { inboxId } });
        return { source: event.source, subject: event.subject, state: event.state };
      });
      if (state === 'done') return { inboxId };
      if (source === 'gong') {
        await takeInCall({ run, ctx, random, inboxId, putOff, externalId: subject });
        return { inboxId };
      }
      const perform = performers[source] ?? (async () => processChat?.({ ctx, inboxId }));
      await performWithRetries({ run, ctx, random, inboxId, putOff, perform });
      return { inboxId };
    },
  });
}

async function startWhatRulesSay({ ctx, event: { inboxId } }: Parameters<Perform>[0]): Promise<void> {
  await startTriggered({ ctx, input: { inboxId } });
}

/**
 * What Gong tells of is taken in; where Gong cannot be asked, or does not allow it, that is tried again for a day. That
 * the requests of its day are used up is no outage: it is looked at again in the next one, however often.
 */
async function takeInCall({
  run,
  ctx,
  random,
  inboxId,
  putOff,
  externalId,
}: {
  run: WorkflowRun;
  ctx: WorkContext;
  random: () => number;
  inboxId: string;
  putOff: number;
  externalId: string;
}): Promise<void> {
  try {
    await takeIn({ run, ctx, random, label: 'call', calls: [{ externalId, inboxId }], attempts: 1 });
  } catch (error) {
    const problem = problemOf({ ctx, error, inboxId });
    const nextDay = afterNextDay({ error, random });
    const waitMinutes = problem.code.startsWith('vendor.') ? outageWaitsMinutes[putOff] : undefined;
    await run.step('put-off', () => {
      if (nextDay !== null) return lookInNextDay({ ctx, inboxId, putOff, dueAt: nextDay });
      return waitMinutes === undefined
        ? settleEvent({ ctx, input: { inboxId, problem, attempts } })
        : lookAgain({ ctx, inboxId, putOff, waitMinutes });
    });
  }
}

async function performWithRetries({
  run,
  ctx,
  random,
  inboxId,
  putOff,
  perform,
}: {
  run: WorkflowRun;
  ctx: WorkContext;
  random: () => number;
  inboxId: string;
  putOff: number;
  perform: Perform;
}): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const problem = await run.step(`attempt-${attempt}`, () => attemptOnce({ ctx, inboxId, perform }));
    if (problem !== null && attempt < attempts) {
      await run.step(`wait-${attempt}`, () => pause({ attempt, random }));
      continue;
    }
    const waitMinutes =
      problem !== null && problemsOfConnection.has(problem.code) ? outageWaitsMinutes[putOff] : undefined;
    if (waitMinutes !== undefined) {
      await run.step('put-off', () => lookAgain({ ctx, inboxId, putOff, waitMinutes }));
      return;
    }
    await run.step('settle', () => settleEvent({ ctx, input: { inboxId, problem, attempts: attempt } }));
    return;
  }
}

async function attemptOnce({
  ctx,
  inboxId,
  perform,
}: {
  ctx: WorkContext;
  inboxId: string;
  perform: Perform;
}): Promise<Problem | null> {
  try {
    const event = await getEvent({ ctx, input: { inboxId } });
    if (event.state !== 'done') await perform({ ctx, event });
    return null;
  } catch (error) {
    return problemOf({ ctx, error, inboxId });
  }
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly action: string;
}

function problemOf({ ctx, error, inboxId }: { ctx: WorkContext; error: unknown; inboxId: string }): Problem {
  if (error instanceof SophiaError) {
    return { code: error.code, message: error.message, action: error.entry.action };
  }
  ctx.log.error({ err: error, inboxId, requestId: ctx.requestId }, 'An event of the inbox could not be processed');
  const message = `Something unforeseen happened; the log has it under ${ctx.requestId}.`;
  return { code: 'internal.unexpected', message, action: 'Report it, with the log.' };
}

/** The event stays as it was received. */
async function lookAgain({
  ctx,
  inboxId,
  putOff,
  waitMinutes,
}: {
  ctx: WorkContext;
  inboxId: string;
  putOff: number;
  waitMinutes: number;
}): Promise<null> {
  const dueAt = new Date(ctx.clock.now().getTime() + waitMinutes * 60_000);
  await scheduleWork({ ctx, kind: 'process-event', subject: inboxId, payload: { putOff: putOff + 1 }, dueAt });
  return null;
}

async function lookInNextDay({
  ctx,
  inboxId,
  putOff,
  dueAt,
}: {
  ctx: WorkContext;
  inboxId: string;
  putOff: number;
  dueAt: Date;
}): Promise<null> {
  await scheduleWork({ ctx, kind: 'process-event', subject: inboxId, payload: { putOff }, dueAt });
  return null;
}

async function pause(failed: { attempt: number; random: () => number }): Promise<null> {
  await wait(retryWaitMs(failed));
  return null;
}
