import { z } from 'zod';
import { dayOfUnreached, getDrift } from '#modules/ledger';
import {
  type NotificationContext,
  postponeBundle,
  postponeNotification,
  type SentNotification,
  sendBundle,
  sendNotification as sendOneNotification,
  updateNotification,
} from '#modules/notifications';
import type { Actor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { keyOfUnreached } from './key-of-unreached.ts';
import { noteDepartedOwners } from './note-departed-owners.ts';
import { recordPutOff } from './record-announced.ts';
import { tellAdministrators } from './tell-administrators.ts';

/** What is told: one message, what was held for a channel, or the cards of a change set as they stand now. */
const SendNotificationInput = z.strictObject({
  workspaceId: z.string(),
  requestId: z.string(),
  traceparent: z.string().nullable(),
  what: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('notification'), notificationId: z.string() }),
    z.strictObject({ type: z.literal('bundle'), channelId: z.string() }),
    z.strictObject({ type: z.literal('message'), key: z.string() }),
    z.strictObject({ type: z.literal('call'), callId: z.string() }),
    z.strictObject({ type: z.literal('change_set'), changeSetId: z.string() }),
    z.strictObject({ type: z.literal('contradiction'), contradictionId: z.string() }),
    z.strictObject({ type: z.literal('commitment'), commitmentId: z.string() }),
    z.strictObject({ type: z.literal('warning'), warningId: z.string() }),
    z.strictObject({ type: z.literal('drift'), driftId: z.string() }),
  ]),
});
type What = z.infer<typeof SendNotificationInput>['what'];

export interface NotificationDependencies {
  readonly notificationContextFor: (options: {
    workspaceId: string;
    requestId: string;
    actor: Actor;
  }) => NotificationContext;
}

const attempts = 3;

/** Tells people, each thing once. What cannot be told now is put off, and stops nothing behind it. */
export function sendNotification({ notificationContextFor }: NotificationDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'send-notification',
    queue: 'slack',
    input: SendNotificationInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, what } = input;
      const actor: Actor = { type: 'system', component: 'send-notification' };
      const ctx = notificationContextFor({ workspaceId, requestId, actor });
      if (what.type === 'notification') return tell({ run, ctx, notificationId: what.notificationId });
      if (what.type === 'bundle') return tellTogether({ run, ctx, channelId: what.channelId });
      return run.step({ name: what.type, maxAttempts: attempts }, () => perform({ ctx, what }));
    },
  });
}

type Sent = Pick<SentNotification, 'state' | 'channelId' | 'problem' | 'asked'>;

async function tell({
  run,
  ctx,
  notificationId,
}: {
  run: WorkflowRun;
  ctx: NotificationContext;
  notificationId: string;
}): Promise<unknown> {
  try {
    const { state, channelId, problem, asked } = await run.step({ name: 'send', maxAttempts: attempts }, () =>
      sendOne({ ctx, notificationId }),
    );
    if (state === 'undeliverable') {
      await run.step({ name: 'tell-administrators', maxAttempts: attempts }, () =>
        tellAdministrators({ ctx, sent: { state, problem, asked } }),
      );
    }
    return { state, channelId };
  } catch (error) {
    return run.step('put-off', async () => {
      const problem = problemOf({ error, ctx });
      const { heldUntil, kind, callId } = await postponeNotification({ ctx, input: { notificationId, problem } });
      await recordPutOff({ ctx, kind, callId, heldUntil, problem });
      return { state: heldUntil === null ? 'settled' : 'postponed' };
    });
  }
}

async function tellTogether({
  run,
  ctx,
  channelId,
}: {
  run: WorkflowRun;
  ctx: NotificationContext;
  channelId: string;
}): Promise<{ count: number }> {
  try {
    const { bundled } = await run.step({ name: 'bundle', maxAttempts: attempts }, () =>
      sendBundle({ ctx, input: { channelId } }),
    );
    return { count: bundled };
  } catch (error) {
    await run.step('put-off', async () => {
      const problem = problemOf({ error, ctx });
      const { postponed } = await postponeBundle({ ctx, input: { channelId, problem } });
      for (const one of postponed) await recordPutOff({ ctx, ...one, problem });
    });
    return { count: 0 };
  }
}

async function sendOne({ ctx, notificationId }: { ctx: NotificationContext; notificationId: string }): Promise<Sent> {
  const { state, channelId, problem, asked } = await sendOneNotification({ ctx, input: { notificationId } });
  const { changeSetId } = asked.subject;
  if (asked.kind === 'approval_request' && changeSetId !== undefined) await noteDepartedOwners({ ctx, changeSetId });
  return { state, channelId, problem, asked };
}

async function perform({
  ctx,
  what,
}: {
  ctx: NotificationContext;
  what: Exclude<What, { type: 'notification' | 'bundle' }>;
}): Promise<{ count: number }> {
  switch (what.type) {
    case 'message':
      return { count: (await updateNotification({ ctx, input: { key: what.key } })).updated };
    case 'call':
      return { count: (await updateNotification({ ctx, input: { callId: what.callId } })).updated };
    case 'change_set':
      return { count: (await updateNotification({ ctx, input: { changeSetId: what.changeSetId } })).updated };
    case 'contradiction':
      return { count: (await updateNotification({ ctx, input: { contradictionId: what.contradictionId } })).updated };
    case 'commitment':
      return { count: (await updateNotification({ ctx, input: { commitmentId: what.commitmentId } })).updated };
    case 'warning':
      return { count: (await updateNotification({ ctx, input: { warningId: what.warningId } })).updated };
    case 'drift':
      return showUnreached({ ctx, driftId: what.driftId });
  }
}

/** The message of the day may stand already, with those owners who could not be reached before. */
async function showUnreached({
  ctx,
  driftId,
}: {
  ctx: NotificationContext;
  driftId: string;
}): Promise<{ count: number }> {
  const drift = await getDrift({ ctx, input: { driftId } });
  const day = drift === null ? null : dayOfUnreached(drift);
  if (day === null) return { count: 0 };
  return { count: (await updateNotification({ ctx, input: { key: keyOfUnreached(day) } })).updated };
}

/** The reason is kept where an operator looks; of the unforeseen only where the log has it. */
function problemOf({ error, ctx }: { error: unknown; ctx: NotificationContext }): {
  code: string;
  message: string;
  action: string;
} {
  if (error instanceof SophiaError && error.code !== 'internal.unexpected') {
    return { code: error.code, message: error.message, action: error.entry.action };
  }
  ctx.log.error({ err: error, requestId: ctx.requestId }, 'A notification could not be sent');
  const message = `Something unforeseen happened while it was sent; the log has it under ${ctx.requestId}.`;
  return { code: 'internal.unexpected', message, action: 'Report it, with the log.' };
}
