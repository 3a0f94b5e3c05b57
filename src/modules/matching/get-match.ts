import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { readMatch } from './read-match.ts';
import type { CallMatch } from './schema.ts';

/** What a call is about, as it was found or said; null where it was never looked for. */
export async function getMatch({ ctx, input }: Verb<{ callId: string }>): Promise<CallMatch | null> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: input.callId } });
  return readMatch({ ctx, callId: input.callId });
}
