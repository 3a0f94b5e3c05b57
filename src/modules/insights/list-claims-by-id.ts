import { z } from 'zod';
import { type Evidence, Side } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import { listTurnsAt, type TurnAt } from '#modules/calls';
import type { Verb } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { analyses, claims } from './tables.ts';

/** A claim as it was stored, held against the turn that it was made of. */
export interface StoredClaim {
  readonly claimRowId: string;
  readonly callId: string;
  readonly analysisId: string;
  /** Where it stands in the report, such as `findings.objections.0`. */
  readonly field: string;
  readonly kind: string | null;
  readonly name: string | null;
  readonly outcome: string | null;
  readonly confidence: number | null;
  readonly rule: string | null;
  /** Null where the stored turn no longer has these words. */
  readonly evidence: Evidence | null;
  readonly said: TurnAt | null;
}

const Body = z.object({ sentence: z.string(), startMs: z.int().nullable(), endMs: z.int().nullable() });

/** The claims with these ids, by id; one that is not there, or whose call the actor does not see, is absent. */
export async function listClaimsById({
  ctx,
  input,
}: Verb<{ claimIds: readonly string[] }>): Promise<ReadonlyMap<string, StoredClaim>> {
  authorise({ ctx, action: 'analysis.read', resource: { type: 'analysis', id: null } });
  if (input.claimIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ claim: claims, version: analyses.callVersion })
    .from(claims)
    .innerJoin(analyses, eq(analyses.id, claims.analysisId))
    .where(
      and(
        eq(claims.workspaceId, ctx.workspaceId),
        inArray(claims.id, [...input.claimIds]),
        seenCall(ctx, claims.callId),
      ),
    );
  const places = rows.map(({ claim, version }) => ({ callId: claim.callId, version, turn: claim.turn }));
  const { turns } = await listTurnsAt({ ctx, input: { places } });
  const byPlace = new Map(turns.map((turn) => [placeOf(turn), turn]));
  return new Map(
    rows.map(({ claim, version }) => {
      const said = byPlace.get(placeOf({ callId: claim.callId, version, turn: claim.turn })) ?? null;
      return [claim.id, toStoredClaim({ claim, said })];
    }),
  );
}

function toStoredClaim({ claim, said }: { claim: typeof claims.$inferSelect; said: TurnAt | null }): StoredClaim {
  const { quote, turn, startOffset: start, endOffset: end, speaker, kind, name, outcome, confidence, rule } = claim;
  const evidence = { quote, turn, start, end, speaker, side: Side.parse(claim.side), ...Body.parse(claim.body) };
  const { callId, analysisId, field } = claim;
  return {
    claimRowId: claim.id,
    callId,
    analysisId,
    field,
    kind,
    name,
    outcome,
    confidence,
    rule,
    evidence: holds({ evidence, said }) ? evidence : null,
    said,
  };
}

function holds({ evidence, said }: { evidence: Evidence; said: TurnAt | null }): boolean {
  if (said === null) return false;
  const { quote, start, end, speaker, side } = evidence;
  return said.text.slice(start, end) === quote && said.speaker === speaker && said.side === side;
}

function placeOf({ callId, version, turn }: { callId: string; version: number; turn: number }): string {
  return `${callId}:${version}:${turn}`;
}
