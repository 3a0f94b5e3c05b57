import { RecordMerge } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { alias, and, eq, notExists, or } from '#platform/sql';
import { callStatements, contradictions } from './tables.ts';

interface Moving {
  readonly ctx: Context;
  readonly merge: RecordMerge;
}

/**
 * What calls said of a record that was made one with another, they said of that one; answers that people gave go along.
 * Where a call had said the same of both, the survivor's stands. The records are to be reviewed afterwards.
 */
export async function moveStatements({ ctx, input }: Verb<RecordMerge>): Promise<{ moved: number }> {
  authorise({ ctx, action: 'contradiction.track', resource: { type: 'crm_record', id: input.fromRecordId } });
  const merge = parseInput({ schema: RecordMerge, input, what: 'two records that were made one' });
  return transact({ ctx }, async (inner) => {
    const said = await moveSaid({ ctx: inner, merge });
    const found = await moveFound({ ctx: inner, merge });
    const moved = said + found;
    const resource = { type: 'crm_record', id: merge.intoRecordId } as const;
    if (moved > 0) await audit({ ctx: inner, action: 'statements.moved', resource, details: { ...merge, moved } });
    return { moved };
  });
}

async function moveSaid({ ctx, merge }: Moving): Promise<number> {
  const { fromRecordId, intoRecordId } = merge;
  const standing = alias(callStatements, 'standing');
  const isOfFrom = and(eq(callStatements.workspaceId, ctx.workspaceId), eq(callStatements.recordId, fromRecordId));
  const isSaidOfBoth = ctx.db
    .select({ id: standing.id })
    .from(standing)
    .where(
      and(
        eq(standing.recordId, intoRecordId),
        or(eq(standing.callId, callStatements.callId), eq(standing.emailId, callStatements.emailId)),
        eq(standing.kind, callStatements.kind),
      ),
    );
  const moved = await ctx.db
    .update(callStatements)
    .set({ recordId: intoRecordId })
    .where(and(isOfFrom, notExists(isSaidOfBoth)))
    .returning({ id: callStatements.id });
  await ctx.db.delete(callStatements).where(isOfFrom);
  return moved.length;
}

async function moveFound({ ctx, merge }: Moving): Promise<number> {
  const { fromRecordId, intoRecordId } = merge;
  const standing = alias(contradictions, 'standing');
  const isFoundOfBoth = ctx.db
    .select({ id: standing.id })
    .from(standing)
    .where(
      and(
        eq(standing.recordId, intoRecordId),
        or(eq(standing.callId, contradictions.callId), eq(standing.emailId, contradictions.emailId)),
        eq(standing.property, contradictions.property),
      ),
    );
  const moved = await ctx.db
    .update(contradictions)
    .set({ recordId: intoRecordId })
    .where(
      and(
        eq(contradictions.workspaceId, ctx.workspaceId),
        eq(contradictions.recordId, fromRecordId),
        notExists(isFoundOfBoth),
      ),
    )
    .returning({ id: contradictions.id });
  return moved.length;
}
