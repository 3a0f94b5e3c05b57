import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import type { StoredTranscript } from './store-transcript.ts';

/**
 * Has a call analyzed that was stored. Another version than before is news to all; of one that is as it was only the
 * workflows hear, which make up for an analysis that did not come about and end the wait of a file that holds it again.
 */
export async function announceCall({
  ctx,
  stored: { callId, version, outcome, wasCurrent },
  engine,
}: {
  ctx: Context;
  stored: StoredTranscript;
  engine: string | null;
}): Promise<void> {
  const call = { callId, version, engine };
  const isBack = outcome === 'unchanged' && !wasCurrent;
  await publish({
    ctx,
    event: wasCurrent
      ? { type: 'call.told_again', ...call }
      : { type: 'call.imported', ...call, ...(isBack ? { returned: true } : {}) },
  });
}
