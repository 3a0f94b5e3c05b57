import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { SettleDuplicateInput } from '../schema.ts';
import { crmDuplicates } from '../tables.ts';
import { loadDuplicate } from './load-duplicate.ts';

/** Notes what became of a pair: it was proposed, made one, or it is open again. Throws `duplicate.not-found`. */
export async function settleDuplicate({ ctx, input }: Verb<SettleDuplicateInput>): Promise<null> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'duplicate', id: input.duplicateId } });
  const { duplicateId, state, changeSetId } = parseInput({ schema: SettleDuplicateInput, input, what: 'a pair' });
  return transact({ ctx }, async (inner) => {
    await loadDuplicate(inner, duplicateId);
    const isOpen = state === 'found' || state === 'proposed';
    await inner.db
      .update(crmDuplicates)
      .set({ state, changeSetId, settledAt: isOpen ? null : inner.clock.now() })
      .where(and(eq(crmDuplicates.workspaceId, inner.workspaceId), eq(crmDuplicates.id, duplicateId)));
    await audit({
      ctx: inner,
      action: 'duplicate.settled',
      resource: { type: 'duplicate', id: duplicateId },
      details: { state, changeSetId },
    });
    return null;
  });
}
