import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, asc, count, eq } from '#platform/sql';
import { calls, callVersions, turns } from './tables.ts';

export interface CallVersions {
  readonly currentVersion: number;
  /** Oldest first, with how many turns each has. */
  readonly versions: readonly { readonly version: number; readonly turns: number }[];
}

/** Every version of a call's transcript. Throws `call.not-found`. */
export async function listCallVersions({ ctx, input }: Verb<{ callId: string }>): Promise<CallVersions> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: input.callId } });
  const rows = await ctx.db
    .select({ current: calls.currentVersion, version: callVersions.version, turns: count(turns.turn) })
    .from(calls)
    .innerJoin(callVersions, eq(callVersions.callId, calls.id))
    .leftJoin(turns, eq(turns.callVersionId, callVersions.id))
    .where(and(eq(calls.workspaceId, ctx.workspaceId), eq(calls.id, input.callId), seenCall(ctx, calls.id)))
    .groupBy(calls.currentVersion, callVersions.version)
    .orderBy(asc(callVersions.version));
  const [first] = rows;
  if (first === undefined) {
    throw new SophiaError('call.not-found', `Expected a call with the id ${input.callId}, found none.`);
  }
  return {
    currentVersion: first.current,
    versions: rows.map(({ version, turns: said }) => ({ version, turns: said })),
  };
}
