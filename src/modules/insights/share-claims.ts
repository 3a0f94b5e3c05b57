import { authorise, seenCall } from '#modules/access';
import { calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, isNotNull, sql } from '#platform/sql';
import { analyses, claims } from './tables.ts';

export interface ShareClaimsInput extends SharePage {
  readonly callIds: readonly string[];
  /** The list of the report that they stand in, such as `objections`; null for all. */
  readonly list: string | null;
}

/** The ids of the claims of each call's newest analysis, in the order in which they were said. */
export async function shareClaims({ ctx, input }: Verb<ShareClaimsInput>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'analysis', id: null } });
  const { callIds, list, after, limit } = input;
  const newest = ctx.db
    .selectDistinctOn([analyses.callId], { id: analyses.id })
    .from(analyses)
    .innerJoin(calls, and(eq(calls.id, analyses.callId), eq(calls.currentVersion, analyses.callVersion)))
    .where(
      and(
        eq(analyses.workspaceId, ctx.workspaceId),
        inArray(analyses.callId, [...callIds]),
        seenCall(ctx, analyses.callId),
      ),
    )
    .orderBy(analyses.callId, sql`${analyses.analysisVersion} desc`);
  const where = and(
    eq(claims.workspaceId, ctx.workspaceId),
    inArray(claims.analysisId, newest),
    isNotNull(claims.claimId),
    list === null ? undefined : sql`${listOfField} = ${list}`,
  );
  return shareOut({
    db: ctx.db,
    source: sql`select ${claims.callId} as parent, ${claims.id} as id, ${claims.turn} as turn,
      ${claims.startOffset} as start_offset from ${claims} where ${where}`,
    order: sql`turn, start_offset, id`,
    after,
    limit,
  });
}

/** `findings.objections.0` stands in `objections`. */
const listOfField = sql`split_part(regexp_replace(${claims.field}, '^findings\\.', ''), '.', 1)`;
