import { calls, callVersions, turns } from '#modules/calls';
import { type CallOfRecord, listCallsOfRecords } from '#modules/matching';
import type { Context } from '#platform/context';
import { and, eq, inArray, ne } from '#platform/sql';
import type { CallOfDeal } from './deal-view.ts';

const mostCalls = 50;

/** Of each of the deals the calls that took place, the newest first, with whoever of the other side spoke. */
export async function loadCalls({
  ctx,
  recordIds,
}: {
  ctx: Context;
  recordIds: readonly string[];
}): Promise<ReadonlyMap<string, readonly CallOfDeal[]>> {
  const listed = await listCallsOfRecords({ ctx, input: { recordIds, limit: mostCalls } });
  const now = ctx.clock.now();
  const past = new Map([...listed].map(([recordId, found]) => [recordId, found.flatMap((call) => begun(call, now))]));
  const callIds = new Set([...past.values()].flatMap((found) => found.map(({ callId }) => callId)));
  if (callIds.size === 0) return new Map();
  const spokenIn = await loadSpoken({ ctx, callIds: [...callIds] });
  return new Map(
    [...past].map(([recordId, found]) => [
      recordId,
      found.map(({ callId, title, startedAt }) => {
        const { durationMs = 0, buyers = [] } = spokenIn.get(callId) ?? {};
        const endedAt = new Date(Date.parse(startedAt) + durationMs).toISOString();
        return { callId, title, startedAt, endedAt, buyers };
      }),
    ]),
  );
}

function begun(call: CallOfRecord, now: Date): (CallOfRecord & { readonly startedAt: string })[] {
  const { startedAt } = call;
  return startedAt === null || Date.parse(startedAt) > now.getTime() ? [] : [{ ...call, startedAt }];
}

interface Spoken {
  readonly durationMs: number;
  readonly buyers: readonly string[];
}

async function loadSpoken({
  ctx,
  callIds,
}: {
  ctx: Context;
  callIds: readonly string[];
}): Promise<ReadonlyMap<string, Spoken>> {
  const versions = await ctx.db
    .select({ callId: calls.id, versionId: callVersions.id, durationMs: callVersions.durationMs })
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(eq(calls.workspaceId, ctx.workspaceId), inArray(calls.id, [...callIds])));
  const rows = await ctx.db
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
  const speakers = Map.groupBy(rows, ({ versionId }) => versionId);
  return new Map(
    versions.map(({ callId, versionId, durationMs }) => [
      callId,
      { durationMs: durationMs ?? 0, buyers: (speakers.get(versionId) ?? []).map(({ speaker }) => speaker) },
    ]),
  );
}
