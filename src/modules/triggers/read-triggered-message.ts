import { getEvent } from '#modules/intake';
import type { Verb } from '#platform/context';
import { TriggeredPayload } from './schema.ts';

/** What one of the rules that an event met has to tell, words from outside among it; null where it tells nothing. */
export async function readTriggeredMessage({
  ctx,
  input: { inboxId, position },
}: Verb<{ inboxId: string; position: number }>): Promise<{ trigger: string; text: string } | null> {
  const { payload } = await getEvent({ ctx, input: { inboxId } });
  const start = TriggeredPayload.parse(payload).starts[position];
  if (start?.start !== 'send-message' || start.text === null) return null;
  return { trigger: start.trigger, text: start.text };
}
