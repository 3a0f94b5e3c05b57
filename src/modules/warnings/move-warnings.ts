import { RecordMerge } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { publish } from '#platform/events';
import { alias, and, eq, exists, isNull } from '#platform/sql';
import { dealWarnings } from './tables.ts';

interface Moving {
  readonly ctx: Context;
  readonly merge: RecordMerge;
}

/**
 * The warnings of a deal that was made one with another are warnings of that one, those that were cleared too. Where
 * both had one of a kind, the survivor's stands and the other is cleared.
 */
export async function moveWarnings({ ctx, input }: Verb<RecordMerge>): Promise<{ moved: number }> {
  authorise({ ctx, action: 'warning.track', resource: { type: 'crm_record', id: input.fromRecordId } });
  const merge = parseInput({ schema: RecordMerge, input, what: 'two records that were made one' });
  return transact({ ctx }, async (inner) => {
    const cleared = await clearDoubled({ ctx: inner, merge });
    const moved = await inner.db
      .update(dealWarnings)
      .set({ recordId: merge.intoRecordId })
      .where(ofFrom({ ctx: inner, merge }))
      .returning({ id: dealWarnings.id });
    const resource = { type: 'crm_record', id: merge.intoRecordId } as const;
    const details = { ...merge, moved: moved.length, cleared };
    if (moved.length > 0) await audit({ ctx: inner, action: 'warnings.moved', resource, details });
    return { moved: moved.length };
  });
}

async function clearDoubled({ ctx, merge }: Moving): Promise<number> {
  const standing = alias(dealWarnings, 'standing');
  const ofBoth = ctx.db
    .select({ id: standing.id })
    .from(standing)
    .where(
      and(
        eq(standing.workspaceId, ctx.workspaceId),
        eq(standing.recordId, merge.intoRecordId),
        eq(standing.kind, dealWarnings.kind),
        isNull(standing.clearedAt),
      ),
    );
  const cleared = await ctx.db
    .update(dealWarnings)
    .set({ clearedAt: ctx.clock.now(), clearedBecause: 'The deal was made one with another that has this warning.' })
    .where(and(ofFrom({ ctx, merge }), isNull(dealWarnings.clearedAt), exists(ofBoth)))
    .returning({ id: dealWarnings.id });
  for (const { id: warningId } of cleared) await publish({ ctx, event: { type: 'warning.cleared', warningId } });
  return cleared.length;
}

function ofFrom({ ctx, merge }: Moving) {
  return and(eq(dealWarnings.workspaceId, ctx.workspaceId), eq(dealWarnings.recordId, merge.fromRecordId));
}
