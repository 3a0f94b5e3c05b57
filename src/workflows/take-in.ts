import { setTimeout as wait } from 'node:timers/promises';
import { getEvent, listHolding, settleEvent, type TakenCall, takeInCalls, waitForTranscript } from '#modules/intake';
import { getLedgerItem, recordGap } from '#modules/ledger';
import type { ConnectedContext } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { WorkflowRun } from '#platform/workflow';
import { nextDayOf } from './next-day-of.ts';
import { retryWaitMs } from './retry-wait-ms.ts';

/** A call to take in, and the event that told of it. */
export interface CallToTakeIn {
  readonly externalId: string;
  readonly inboxId: string | null;
  /** The event of another system that named it: until its source tells of it too, the ledger knows nothing of it. */
  readonly triggeredBy?: string | undefined;
}

const attemptsBeforeDeadLetter = 3;

/**
 * Takes calls in by steps named after `label`, and settles the event of each: done, waiting for its transcript, or a
 * dead letter after three attempts with waits that double. Where the source does not answer at all the events stay
 * where they are, the ledger says why, and the error is thrown.
 */
export async function takeIn({
  run,
  ctx,
  random,
  label,
  calls,
  attempts,
}: {
  run: WorkflowRun;
  ctx: ConnectedContext;
  random: () => number;
  label: string;
  calls: readonly CallToTakeIn[];
  /** How often the transcripts have been asked for, this time included. */
  attempts: number;
}): Promise<void> {
  let left = calls;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const asked = left;
    const taken = await run.step({ name: `${label}-take-in-${attempt}`, maxAttempts: 3 }, () =>
      attemptToTake({ ctx, calls: asked }),
    );
    const isLast = attempt === attemptsBeforeDeadLetter;
    left = await run.step(`${label}-settle-${attempt}`, () => settle({ ctx, calls: asked, taken, isLast, attempts }));
    if (left.length > 0) await run.step(`${label}-wait-${attempt}`, () => pause({ attempt, random }));
  }
}

async function attemptToTake({
  ctx,
  calls,
}: {
  ctx: ConnectedContext;
  calls: readonly CallToTakeIn[];
}): Promise<TakenCall[]> {
  try {
    const { calls: taken } = await takeInCalls({
      ctx,
      input: { externalIds: calls.map(({ externalId }) => externalId) },
    });
    for (const { outcome } of taken) ctx.countSync?.({ source: 'gong', target: 'sophia', status: outcome, count: 1 });
    return taken;
  } catch (error) {
    if (error instanceof SophiaError && error.code.startsWith('vendor.')) {
      for (const call of calls) {
        const { externalId } = call;
        if (!(await isTold({ ctx, call }))) continue;
        await recordGap({
          ctx,
          input: {
            source: 'gong',
            externalId,
            missing: 'stored',
            cause: 'vendor_unavailable',
            detail: error.message,
            nextAttemptAt: nextDayOf(error),
          },
        });
      }
    }
    throw error;
  }
}

/** Returns those that are worth another attempt. */
async function settle({
  ctx,
  calls,
  taken,
  isLast,
  attempts,
}: {
  ctx: ConnectedContext;
  calls: readonly CallToTakeIn[];
  taken: readonly TakenCall[];
  isLast: boolean;
  attempts: number;
}): Promise<CallToTakeIn[]> {
  const again: CallToTakeIn[] = [];
  for (const call of calls) {
    const outcome = taken.find(({ externalId }) => externalId === call.externalId);
    if (outcome?.outcome === 'failed' && !isLast) {
      again.push(call);
      continue;
    }
    if (outcome?.outcome === 'not_ready' || outcome?.outcome === 'unknown') {
      await waitFor({ ctx, call, attempts, isThere: outcome.outcome === 'not_ready' });
    }
    if (call.inboxId !== null) {
      await settleEvent({
        ctx,
        input: {
          inboxId: call.inboxId,
          problem: outcome?.problem ?? null,
          attempts: isLast ? attemptsBeforeDeadLetter : 1,
        },
      });
    }
  }
  return again;
}

/** Of a call that its source never told of, each event that named it says in the end that there is none. */
async function waitFor({
  ctx,
  call,
  attempts,
  isThere,
}: {
  ctx: ConnectedContext;
  call: CallToTakeIn;
  attempts: number;
  isThere: boolean;
}): Promise<void> {
  const known = isThere || (await isTold({ ctx, call }));
  const input = { ...call, attempts, isThere, isTold: known };
  const { nextAttemptAt } = await waitForTranscript({ ctx, input });
  if (known || nextAttemptAt !== null || call.triggeredBy === undefined) return;
  const problem = {
    code: 'vendor.not-found',
    message: `Expected a call with the id ${call.externalId} at its source, found none in ${attempts} looks over about a quarter of an hour.`,
    action: 'Look at which field the rule takes the id from. Once the source has the call, have the event tried again.',
  };
  // The call is looked for since that event was processed, and each that was processed later has joined in.
  const { receivedAt: settledSince } = await getEvent({ ctx, input: { inboxId: call.triggeredBy } });
  const part = { starts: [{ start: 'take-in-call', call: call.externalId }] };
  const { inboxIds } = await listHolding({ ctx, input: { source: 'events', part, settledSince } });
  for (const inboxId of inboxIds) await settleEvent({ ctx, input: { inboxId, problem, attempts } });
}

async function isTold({ ctx, call }: { ctx: ConnectedContext; call: CallToTakeIn }): Promise<boolean> {
  if (call.triggeredBy === undefined) return true;
  return (await getLedgerItem({ ctx, input: { source: 'gong', externalId: call.externalId } })) !== null;
}

async function pause(failed: { attempt: number; random: () => number }): Promise<null> {
  await wait(retryWaitMs(failed));
  return null;
}
