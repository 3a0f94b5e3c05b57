import { getTranscript } from '#modules/calls';
import { listCallsOfRecord } from '#modules/matching';
import type { Context } from '#platform/context';
import type { PromiseScope } from './promise-scope.ts';
import type { SettlingCall } from './settle-by-call.ts';

const mostCalls = 50;

/** The calls of the deal and the company that took place after this one and are here already, the earliest first. */
export async function loadLaterCalls({
  ctx,
  callId,
  startedAt,
  scope,
}: {
  ctx: Context;
  callId: string;
  startedAt: string | null;
  scope: PromiseScope;
}): Promise<SettlingCall[]> {
  if (startedAt === null) return [];
  const starts = new Map<string, string>();
  for (const recordId of [scope.dealRecordId, scope.companyRecordId]) {
    if (recordId === null) continue;
    const { calls } = await listCallsOfRecord({ ctx, input: { recordId, startedAfter: startedAt, limit: mostCalls } });
    for (const call of calls) {
      if (call.callId !== callId && call.startedAt !== null) starts.set(call.callId, call.startedAt);
    }
  }
  const later: SettlingCall[] = [];
  for (const [laterId] of [...starts].sort(([, one], [, other]) => (one < other ? -1 : 1))) {
    const { transcript } = await getTranscript({ ctx, input: { callId: laterId, version: null } });
    later.push({ callId: laterId, date: transcript.date, startedAt: transcript.startedAt, turns: transcript.turns });
  }
  return later;
}
