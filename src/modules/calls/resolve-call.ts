import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { findId } from '#platform/db';
import { calls } from './tables.ts';

/** The id of the call that the text names: a whole id, or as much of its end or beginning as is unique. */
export async function resolveCall({ ctx, input }: Verb<{ reference: string }>): Promise<{ callId: string }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: input.reference } });
  const { reference } = input;
  const seen = seenCall(ctx, calls.id);
  const asked = { ctx, reference, tables: [calls], what: 'call', code: 'call.not-found' } as const;
  return { callId: await findId({ ...asked, where: () => seen }) };
}
