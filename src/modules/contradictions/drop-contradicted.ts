import type { DraftChange } from '#contracts';
import { authorise } from '#modules/access';
import { calls } from '#modules/calls';
import { findRecord } from '#modules/crm';
import type { Context, Verb } from '#platform/context';
import { and, desc, eq } from '#platform/sql';
import { speaksAgainst } from './speaks-against.ts';
import { callStatements } from './tables.ts';

export interface DropContradictedInput {
  readonly callId: string;
  readonly drafts: readonly DraftChange[];
}

/**
 * The changes that a call plans without those that speak against what it says outright of the same field, or a later
 * word does: what contradicts the CRM is asked about by itself, and no change stands beside it that says another thing.
 */
export async function dropContradicted({ ctx, input }: Verb<DropContradictedInput>): Promise<DraftChange[]> {
  authorise({ ctx, action: 'contradiction.read', resource: { type: 'call', id: input.callId } });
  const [call] = await ctx.db
    .select({ startedAt: calls.startedAt })
    .from(calls)
    .where(and(eq(calls.workspaceId, ctx.workspaceId), eq(calls.id, input.callId)));
  const kept: DraftChange[] = [];
  for (const draft of input.drafts) {
    const isArgued = await isContradicted({ ctx, draft, callId: input.callId, startedAt: call?.startedAt ?? null });
    if (!isArgued) kept.push(draft);
  }
  return kept;
}

async function isContradicted({
  ctx,
  draft: { action, target },
  callId,
  startedAt,
}: {
  ctx: Context;
  draft: DraftChange;
  callId: string;
  startedAt: Date | null;
}): Promise<boolean> {
  if (action.type !== 'set_property' || (target?.objectType !== 'deal' && target?.objectType !== 'contact'))
    return false;
  const { property, value } = action;
  const { objectType, externalId } = target;
  const record = await findRecord({ ctx, input: { objectType, externalId } });
  // An empty field contradicts nothing: there is no other card that asks about it.
  if (record === null || (record.properties[property] ?? '') === '') return false;
  const [said] = await ctx.db
    .select()
    .from(callStatements)
    .where(
      and(
        eq(callStatements.workspaceId, ctx.workspaceId),
        eq(callStatements.recordId, record.recordId),
        eq(callStatements.property, property),
      ),
    )
    .orderBy(desc(callStatements.saidAt), desc(callStatements.id))
    .limit(1);
  if (said === undefined) return false;
  const isOfCallOrLater = said.callId === callId || (startedAt !== null && said.saidAt > startedAt);
  return isOfCallOrLater && (await speaksAgainst({ ctx, record, said, value }));
}
