import { RecordMerge } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { commitments } from './tables.ts';

/** The promises of a deal or company that was made one with another are promises of that one. */
export async function moveCommitments({ ctx, input }: Verb<RecordMerge>): Promise<{ moved: number }> {
  authorise({ ctx, action: 'commitment.track', resource: { type: 'crm_record', id: input.fromRecordId } });
  const merge = parseInput({ schema: RecordMerge, input, what: 'two records that were made one' });
  const { fromRecordId, intoRecordId } = merge;
  return transact({ ctx }, async (inner) => {
    const isOurs = eq(commitments.workspaceId, inner.workspaceId);
    const ofDeal = await inner.db
      .update(commitments)
      .set({ dealRecordId: intoRecordId })
      .where(and(isOurs, eq(commitments.dealRecordId, fromRecordId)))
      .returning({ id: commitments.id });
    const ofCompany = await inner.db
      .update(commitments)
      .set({ companyRecordId: intoRecordId })
      .where(and(isOurs, eq(commitments.companyRecordId, fromRecordId)))
      .returning({ id: commitments.id });
    const moved = ofDeal.length + ofCompany.length;
    const resource = { type: 'crm_record', id: intoRecordId } as const;
    if (moved > 0) await audit({ ctx: inner, action: 'commitments.moved', resource, details: { ...merge, moved } });
    return { moved };
  });
}
