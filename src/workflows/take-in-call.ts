import { z } from 'zod';
import { scheduleWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import { afterNextDay } from './next-day-of.ts';
import { type CallToTakeIn, takeIn } from './take-in.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const TakeInCallInput = z.strictObject({
  workspaceId: z.string(),
  externalId: z.string(),
  inboxId: z.string().nullable(),
  /** The event of another system that named the call. */
  triggeredBy: z.string().optional(),
  /** How often its transcript has been asked for, this time included. */
  attempts: z.int().min(1),
  requestId: z.string(),
});

const outageWaitMs = 10 * 60_000;

/**
 * Takes one call in whose transcript was not there yet. That the source cannot be asked says nothing of the transcript:
 * it is asked again later, in the next day where those requests are used up, and the ledger says why meanwhile.
 */
export function takeInCall({ contextFor, random }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'take-in-call',
    queue: 'gong',
    input: TakeInCallInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, attempts, ...call } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'take-in-call' } });
      try {
        await takeIn({ run, ctx, random, label: 'call', calls: [call], attempts });
      } catch (error) {
        if (!(error instanceof SophiaError) || !error.code.startsWith('vendor.')) throw error;
        await run.step('put-off', () => lookAgain({ ctx, error, random, call, attempts }));
      }
      return { externalId: call.externalId };
    },
  });
}

async function lookAgain({
  ctx,
  error,
  random,
  call: { externalId, ...told },
  attempts,
}: {
  ctx: WorkContext;
  error: unknown;
  random: () => number;
  call: CallToTakeIn;
  attempts: number;
}): Promise<null> {
  const dueAt = afterNextDay({ error, random }) ?? new Date(ctx.clock.now().getTime() + outageWaitMs);
  await scheduleWork({ ctx, kind: 'take-in-call', subject: externalId, payload: { ...told, attempts }, dueAt });
  return null;
}
