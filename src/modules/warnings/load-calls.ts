import { calls, callVersions, turns } from '#modules/calls';
import { listCallsOfRecord } from '#modules/matching';
import type { Context } from '#platform/context';
import { and, eq, inArray, ne } from '#platform/sql';
import type { CallOfDeal } from './deal-view.ts';

const mostCalls = 50;

/** The calls of a deal that took place, the newest first, with whoever of the other side spoke. */
export async function loadCalls({ ctx, recordId }: { ctx: Context; recordId: string }): Promise<CallOfDeal[]> {
  const listed = await listCallsOfRecord({ ctx, input: { recordId, limit: mostCalls } });
  const dated = listed.calls.flatMap((call) =>
    call.startedAt === null ? [] : [{ ...call, startedAt: call.startedAt }],
  );
  const past = dated.filter(({ startedAt }) => Date.parse(startedAt) <= ctx.clock.now().getTime());
  if (past.length === 0) return [];
  const ids = past.map(({ callId }) => callId);
  const versions = await ctx.db
    .select({ callId: calls.id, versionId: callVersions.id, durationMs: callVersions.durationMs })
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(eq(calls.workspaceId, ctx.workspaceId), inArray(calls.id, ids)));
  const spoken = await ctx.db
    .selectDistinct({ versionId: turns.callVersionId, speaker: turns.speaker })
    .from(turns)
    .where(
      and(
        eq(turns.workspaceId, ctx.workspaceId),
        inArray(
          turns.callVersionId,
          versions.map(({ versionId }) => versionId),
        ),
        ne(turns.side, 'internal'),
      ),
    );
  return past.map(({ callId, title, startedAt }) => {
    const version = versions.find((one) => one.callId === callId);
    return {
      callId,
      title,
      startedAt,
      endedAt: new Date(Date.parse(startedAt) + (version?.durationMs ?? 0)).toISOString(),
      buyers: spoken.filter(({ versionId }) => versionId === version?.versionId).map(({ speaker }) => speaker),
    };
  });
}
