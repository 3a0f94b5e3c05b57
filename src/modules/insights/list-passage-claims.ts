import type { PassageClaim } from '#contracts';
import type { Context } from '#platform/context';
import { and, asc, desc, eq, gt, lt } from '#platform/sql';
import { listClaimsById } from './list-claims-by-id.ts';
import { analyses, claims } from './tables.ts';

interface Stretch {
  readonly callId: string;
  readonly version: number;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** The claims of the newest analysis of a version whose quotes touch a stretch of a turn, as far as they still hold. */
export async function listPassageClaims({
  ctx,
  stretch,
}: {
  ctx: Context;
  stretch: Stretch;
}): Promise<{ analysisId: string | null; claims: PassageClaim[] }> {
  const { callId, version, turn, start, end } = stretch;
  const [newest] = await ctx.db
    .select({ id: analyses.id })
    .from(analyses)
    .where(
      and(eq(analyses.workspaceId, ctx.workspaceId), eq(analyses.callId, callId), eq(analyses.callVersion, version)),
    )
    .orderBy(desc(analyses.analysisVersion))
    .limit(1);
  if (newest === undefined) return { analysisId: null, claims: [] };
  const rows = await ctx.db
    .select({ id: claims.id })
    .from(claims)
    .where(
      and(
        eq(claims.workspaceId, ctx.workspaceId),
        eq(claims.analysisId, newest.id),
        eq(claims.turn, turn),
        lt(claims.startOffset, end),
        gt(claims.endOffset, start),
      ),
    )
    .orderBy(asc(claims.startOffset), asc(claims.field));
  const byId = await listClaimsById({ ctx, input: { claimIds: rows.map(({ id }) => id) } });
  const held = rows.flatMap(({ id }): PassageClaim[] => {
    const claim = byId.get(id);
    if (claim === undefined || claim.evidence === null) return [];
    const { field, kind, name, outcome, confidence, rule, evidence } = claim;
    return [{ field, kind, name, outcome, confidence, rule, evidence }];
  });
  return { analysisId: newest.id, claims: held };
}
