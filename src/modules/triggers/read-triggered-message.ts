import { authorise } from '#modules/access';
import { getEvent } from '#modules/intake';
import type { Verb } from '#platform/context';
import { TriggeredPayload } from './schema.ts';

/** What one of the rules that an event met has to tell, words from outside among it; null where it tells nothing. */
export async function readTriggeredMessage({
  ctx,
  input,
}: Verb<{ inboxId: string; position: number }>): Promise<{ trigger: string; text: string } | null> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: input.inboxId } });
  const { payload } = await getEvent({ ctx, input: { inboxId: input.inboxId } });
  const start = TriggeredPayload.parse(payload).starts[input.position];
  if (start?.start !== 'send-message' || start.text === null) return null;
  return { trigger: start.trigger, text: start.text };
}
