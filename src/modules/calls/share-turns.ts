import { authorise, seenCall } from '#modules/access';
import type { Verb } from '#platform/context';
import { type Share, type SharePage, shareOut } from '#platform/db';
import { and, eq, inArray, sql } from '#platform/sql';
import { calls, callVersions, turns } from './tables.ts';

/** The numbers of the turns of each call in its present version, a page of each. */
export async function shareTurns({
  ctx,
  input,
}: Verb<SharePage & { callIds: readonly string[] }>): Promise<ReadonlyMap<string, Share>> {
  authorise({ ctx, action: 'call.read', resource: { type: 'call', id: null } });
  const where = and(
    eq(calls.workspaceId, ctx.workspaceId),
    inArray(calls.id, [...input.callIds]),
    seenCall(ctx, calls.id),
  );
  return shareOut({
    db: ctx.db,
    source: sql`select ${calls.id} as parent, ${turns.turn}::text as id, ${turns.turn} as turn from ${calls}
      join ${callVersions} on ${callVersions.callId} = ${calls.id} and ${callVersions.version} = ${calls.currentVersion}
      join ${turns} on ${turns.callVersionId} = ${callVersions.id} where ${where}`,
    order: sql`turn`,
    after: input.after,
    limit: input.limit,
  });
}
