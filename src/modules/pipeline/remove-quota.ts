import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { pipelineQuotas } from './tables.ts';

const QuotaReference = z.strictObject({ quotaId: z.string().trim().min(1).max(200) });

/** Takes a quota back. Throws `quota.not-found`. */
export async function removeQuota({ ctx, input }: Verb<{ quotaId: string }>): Promise<{ quotaId: string }> {
  authorise({ ctx, action: 'quota.manage', resource: { type: 'quota', id: input.quotaId } });
  const { quotaId } = parseInput({ schema: QuotaReference, input, what: 'a quota' });
  return transact({ ctx }, async (inner) => {
    const [gone] = await inner.db
      .delete(pipelineQuotas)
      .where(and(eq(pipelineQuotas.workspaceId, inner.workspaceId), eq(pipelineQuotas.id, quotaId)))
      .returning();
    if (gone === undefined) throw new SophiaError('quota.not-found', `Expected a quota ${quotaId}, found none.`);
    const { subjectKind, subjectName, fromDay: from, toDay: to, currency, amountMinor: before } = gone;
    const details = { subjectKind, subjectName, from, to, currency, before, after: null };
    await audit({ ctx: inner, action: 'quota.removed', resource: { type: 'quota', id: quotaId }, details });
    return { quotaId };
  });
}
