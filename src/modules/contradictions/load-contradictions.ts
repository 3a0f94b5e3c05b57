import { seenCall, seenCallIds, seenRecordId, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, desc, eq, isNull, notInArray, or, type SQL } from '#platform/sql';
import type { Contradiction } from './schema.ts';
import { type callStatements, contradictions } from './tables.ts';
import { toContradiction } from './to-contradiction.ts';

/** The condition under which the actor sees a contradiction: both its sides, the record and the call. */
export function seenContradiction(ctx: Context): SQL | undefined {
  const withheld = withheldFrom(ctx.actor);
  return and(
    seenRecordId(ctx, contradictions.recordId),
    seenSource(ctx, contradictions.callId),
    withheld.length === 0 ? undefined : notInArray(contradictions.property, [...withheld]),
  );
}

/** The condition under which the actor sees where something is said: an e-mail is seen with its deal, a call by itself. */
export function seenSource(ctx: Context, callId: Column): SQL | undefined {
  const seen = seenCall(ctx, callId);
  return seen === undefined ? undefined : or(isNull(callId), seen);
}

type Column = typeof contradictions.callId | typeof callStatements.callId;

/** The contradictions that fulfil the conditions and that the actor sees, the newest first, without quotes of other calls. */
export async function loadContradictions({
  ctx,
  where,
  limit,
}: {
  ctx: Context;
  where: readonly (SQL | undefined)[];
  limit: number;
}): Promise<Contradiction[]> {
  const rows = await ctx.db
    .select()
    .from(contradictions)
    .where(and(eq(contradictions.workspaceId, ctx.workspaceId), seenContradiction(ctx), ...where))
    .orderBy(desc(contradictions.foundAt), desc(contradictions.id))
    .limit(limit);
  const found = rows.map(toContradiction);
  const quoted = found.flatMap(({ evidence }) => evidence.flatMap(({ callId }) => (callId === null ? [] : [callId])));
  const seen = await seenCallIds(ctx, [...new Set(quoted)]);
  return found.map((contradiction) => ({
    ...contradiction,
    evidence: contradiction.evidence.filter(({ callId }) => callId === null || seen.has(callId)),
  }));
}
