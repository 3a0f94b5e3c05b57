import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { RefusedSignIn } from './schema.ts';

/** Records that what a provider said of somebody was not taken; who it was is not known then. */
export async function noteRefusedSignIn({ ctx, input }: Verb<RefusedSignIn>): Promise<{ noted: boolean }> {
  authorise({ ctx, action: 'session.open', resource: { type: 'session', id: null } });
  const details = parseInput({ schema: RefusedSignIn, input, what: 'why somebody was refused' });
  return transact({ ctx }, async (inner) => {
    const resource = { type: 'user', id: 'unknown' };
    await audit({ ctx: inner, action: 'session.refused', resource, result: 'refused', details });
    return { noted: true };
  });
}
