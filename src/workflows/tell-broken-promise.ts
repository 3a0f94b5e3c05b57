import { listCallsById } from '#modules/calls';
import { isMadeLive, listCommitmentsById } from '#modules/commitments';
import { requestNotification } from '#modules/notifications';
import type { PublishedEvent } from '#platform/events';
import { isHistory } from './is-history.ts';
import type { WorkContext } from './workflow-dependencies.ts';

/**
 * Tells the owner of the deal, or of the company, that a promise of either side was not kept: once for each promise,
 * however often it is said. What a call of history promised or says, and what an old call is found to say, is told to
 * nobody.
 */
export async function tellBrokenPromise({
  ctx,
  event,
}: {
  ctx: WorkContext;
  event: PublishedEvent['event'];
}): Promise<void> {
  if (event.type !== 'commitment.settled' || ctx.connections.chat.state === 'off') return;
  const { commitmentId } = event;
  const promise = (await listCommitmentsById({ ctx, input: { commitmentIds: [commitmentId] } })).get(commitmentId);
  if (promise === undefined || promise.state !== 'broken' || promise.side === 'unknown') return;
  const { callId, settledBy, repeats } = promise;
  const saidIn = settledBy?.by === 'call' ? settledBy.callId : callId;
  if (await isHistory({ ctx, callId: saidIn })) return;
  if (!(await isMadeLive({ ctx, input: { commitmentId } }))) return;
  if (settledBy?.by === 'call' && (await isOld({ ctx, callId: saidIn }))) return;
  const recordId = promise.dealRecordId ?? promise.companyRecordId;
  await requestNotification({
    ctx,
    input: {
      kind: 'commitment_broken',
      key: `commitment_broken:${repeats ?? commitmentId}`,
      severity: promise.side === 'internal' ? 'high' : 'medium',
      subject: { commitmentId, callId: saidIn, ...(recordId === null ? {} : { recordId }) },
    },
  });
}

/** A call that is planned or matched anew after weeks is no news. */
async function isOld({ ctx, callId }: { ctx: WorkContext; callId: string }): Promise<boolean> {
  const call = (await listCallsById({ ctx, input: { callIds: [callId] } })).get(callId);
  const day = call?.date ?? null;
  return day !== null && Date.parse(day) < ctx.clock.now().getTime() - longestAgoMs;
}

const longestAgoMs = 8 * 86_400_000;
