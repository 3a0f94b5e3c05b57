import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import type { StoredTranscript } from './store-transcript.ts';

/**
 * Has a call analyzed that was stored. Another version than before is news to all; of one that is as it was only the
 * workflows hear, which make up for an analysis that did not come about and end the wait of a file that holds it again.
 */
export async function announceCall({
  ctx,
  stored: { callId, version, wasCurrent },
  engine,
}: {
  ctx: Context;
  stored: StoredTranscript;
  engine: string | null;
}): Promise<void> {
  const type = wasCurrent ? 'call.told_again' : 'call.imported';
  await publish({ ctx, event: { type, callId, version, engine } });
}
