import { receiveEvent } from '#modules/intake';
import { matchTriggers, readOutsideEvent } from '#modules/triggers';
import type { ReceiveWebhook } from '#surfaces/http';
import type { ContextMaker } from './create-contexts.ts';
import type { Triggers } from './open-triggers.ts';

/** Takes events of other systems that rules wait for: what they start is written to the inbox, and of their words what a rule puts into a text. */
export function receiveEvents({
  triggers,
  workspaceId,
  contextFor,
}: {
  triggers: Triggers;
  workspaceId: string;
  contextFor: ContextMaker;
}): ReceiveWebhook {
  return async ({ requestId, headers, body }) => {
    const ctx = contextFor({ workspaceId, requestId, actor: { type: 'webhook', source: 'events' } });
    const { secret, triggerFile } = triggers;
    const { messageId, event } = readOutsideEvent({ delivery: { headers, body }, secret, now: ctx.clock.now() });
    const { type, timestamp } = event;
    await receiveEvent({
      ctx,
      input: {
        source: 'events',
        kind: type,
        dedupeKey: messageId,
        subject: messageId,
        payload: { starts: matchTriggers({ triggers: triggerFile.read().rules, event }) },
        occurredAt: timestamp === null || timestamp === undefined ? null : new Date(timestamp).toISOString(),
      },
    });
  };
}
