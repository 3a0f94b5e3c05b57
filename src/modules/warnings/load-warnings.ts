import type { WarningEvidence } from '#contracts';
import { seenCallIds, seenRecord, withheldFrom } from '#modules/access';
import { crmRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { and, desc, eq, type SQL } from '#platform/sql';
import type { DealWarning } from './schema.ts';
import { dealWarnings } from './tables.ts';
import { toWarning } from './to-warning.ts';

/**
 * The warnings that fulfil the conditions, of deals that the actor sees, the newest first. Of what one stands on, a call
 * that the actor does not see is left out.
 */
export async function loadWarnings({
  ctx,
  where,
  limit,
}: {
  ctx: Context;
  where: readonly (SQL | undefined)[];
  limit: number;
}): Promise<DealWarning[]> {
  const rows = await ctx.db
    .select({ row: dealWarnings, deal: crmRecords.name })
    .from(dealWarnings)
    .innerJoin(crmRecords, eq(crmRecords.id, dealWarnings.recordId))
    .where(and(eq(dealWarnings.workspaceId, ctx.workspaceId), seenRecord(ctx, crmRecords), ...where))
    .orderBy(desc(dealWarnings.raisedAt), desc(dealWarnings.id))
    .limit(limit);
  const found = rows.map(toWarning);
  const seen = await seenCallIds(ctx, [...new Set(found.flatMap(({ evidence }) => evidence.flatMap(callOf)))]);
  const withheld = withheldFrom(ctx.actor);
  return found.map((warning) => ({
    ...warning,
    evidence: warning.evidence.filter(
      (proof) =>
        callOf(proof).every((callId) => seen.has(callId)) &&
        !(proof.type === 'change' && withheld.includes(proof.property)),
    ),
  }));
}

function callOf(proof: WarningEvidence): string[] {
  return proof.type === 'quote' || proof.type === 'call' ? [proof.callId] : [];
}
