import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { DismissDuplicateInput } from '../schema.ts';
import { crmDuplicates } from '../tables.ts';
import { loadDuplicate } from './load-duplicate.ts';

/**
 * A person says that two records are two. It is remembered: the pair is not proposed again unless somebody asks for it.
 * Throws `duplicate.not-found`, and `input.invalid` where the two are one already.
 */
export async function dismissDuplicate({
  ctx,
  input,
}: Verb<DismissDuplicateInput>): Promise<{ duplicateId: string; changeSetId: string | null }> {
  authorise({ ctx, action: 'duplicate.dismiss', resource: { type: 'duplicate', id: input.duplicateId } });
  const { duplicateId, reason } = parseInput({ schema: DismissDuplicateInput, input, what: 'a pair' });
  return transact({ ctx }, async (inner) => {
    const { state, changeSetId } = await loadDuplicate(inner, duplicateId);
    if (state === 'merged') {
      throw new SophiaError(
        'input.invalid',
        `Expected a pair that is two records, found ${duplicateId} merged already.`,
      );
    }
    await inner.db
      .update(crmDuplicates)
      .set({ state: 'rejected', settledAt: inner.clock.now() })
      .where(and(eq(crmDuplicates.workspaceId, inner.workspaceId), eq(crmDuplicates.id, duplicateId)));
    await audit({
      ctx: inner,
      action: 'duplicate.dismissed',
      resource: { type: 'duplicate', id: duplicateId },
      details: { before: state, reason },
    });
    return { duplicateId, changeSetId };
  });
}
