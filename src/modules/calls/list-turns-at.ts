import { Side } from '#contracts';
import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, eq, sql } from '#platform/sql';
import { calls, callVersions, turns } from './tables.ts';

/** A turn of one version of a call. */
export interface TurnPlace {
  readonly callId: string;
  readonly version: number;
  readonly turn: number;
}

export interface TurnAt extends TurnPlace {
  readonly speaker: string;
  readonly side: Side;
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/** The turns at these places, as they were stored; one that is not there, or that the actor does not see, is absent. */
export async function listTurnsAt({
  ctx,
  input,
}: Verb<{ places: readonly TurnPlace[] }>): Promise<{ turns: TurnAt[] }> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  if (input.places.length === 0) return { turns: [] };
  const places = sql.join(
    input.places.map(({ callId, version, turn }) => sql`(${callId}, ${version}::int, ${turn}::int)`),
    sql`, `,
  );
  const rows = await ctx.db
    .select({
      callId: calls.id,
      version: callVersions.version,
      turn: turns.turn,
      speaker: turns.speaker,
      side: turns.side,
      text: turns.text,
      startMs: turns.startMs,
      endMs: turns.endMs,
    })
    .from(turns)
    .innerJoin(callVersions, eq(callVersions.id, turns.callVersionId))
    .innerJoin(calls, eq(calls.id, callVersions.callId))
    .where(
      and(
        eq(calls.workspaceId, ctx.workspaceId),
        sql`(${calls.id}, ${callVersions.version}, ${turns.turn}) in (${places})`,
        seenCall(ctx, calls.id),
      ),
    );
  return { turns: rows.map((row) => ({ ...row, side: Side.parse(row.side) })) };
}
