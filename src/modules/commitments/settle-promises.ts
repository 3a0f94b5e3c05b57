import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { settleByActivities } from './settle-by-activities.ts';

/**
 * Looks whether open promises were kept by what was done in the CRM since: to be called when its activities were read.
 * Returns the promises that were settled. Doing it twice changes nothing.
 */
export async function settlePromises({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ settled: readonly string[] }> {
  authorise({ ctx, action: 'commitment.track', resource: { type: 'commitment', id: null } });
  return transact({ ctx }, async (inner) => {
    const { settled } = await settleByActivities({ ctx: inner, dealRecordIds: null });
    if (settled.length > 0) {
      const resource = { type: 'workspace', id: inner.workspaceId } as const;
      await audit({ ctx: inner, action: 'commitments.settled', resource, details: { kept: settled.length } });
    }
    return { settled };
  });
}
