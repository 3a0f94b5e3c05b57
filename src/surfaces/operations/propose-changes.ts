import { resolveRecord } from '#modules/crm';
import { listCallsOfPeriod, listCallsOfRecord } from '#modules/matching';
import { requireConnection } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import { proposeFromHistory } from '#workflows';
import type { OperationCall } from './operation-call.ts';

/** Plans again from calls of a deal or of some days, and proposes what was never asked about; or only looks. */
export async function proposeChanges({
  ctx,
  input,
}: OperationCall<'changes.propose'>): Promise<OperationOutput<'changes.propose'>> {
  const { deal, since, dryRun, limit } = input;
  if (deal === null && since === null) {
    throw new SophiaError('input.invalid', 'Expected a deal, a day to begin with, or both; found neither.');
  }
  requireConnection(ctx.connections.crm);
  const { callIds, total } = await chooseCalls({ ctx, deal, since, limit });
  const proposed = await proposeFromHistory({
    ctx,
    callIds,
    occasion: { type: 'batch', key: ctx.requestId },
    onlyLook: dryRun,
  });
  return {
    looked: callIds.length,
    total,
    calls: proposed.map(({ changes, ...call }) => ({
      ...call,
      changes: changes.map(({ draft, oldValue, oldValueKept, state, reason }) => ({
        target: draft.target,
        targetName: draft.targetName,
        action: draft.action,
        oldValue,
        oldValueKept,
        state,
        reason,
      })),
    })),
  };
}

/** The newest first. */
async function chooseCalls({
  ctx,
  deal,
  since,
  limit,
}: Pick<OperationCall<'changes.propose'>, 'ctx'> & {
  deal: string | null;
  since: string | null;
  limit: number;
}): Promise<{ callIds: string[]; total: number }> {
  if (deal === null) {
    const to = ctx.clock.now().toISOString().slice(0, 10);
    const { calls, total } = await listCallsOfPeriod({ ctx, input: { from: since ?? to, to, limit } });
    return { callIds: calls.map(({ callId }) => callId), total };
  }
  const { recordId } = await resolveRecord({ ctx, input: { objectType: 'deal', text: deal } });
  const { calls } = await listCallsOfRecord({ ctx, input: { recordId, limit: mostOfDeal } });
  const within = calls.filter(({ date }) => since === null || (date !== null && date >= since));
  return { callIds: within.slice(0, limit).map(({ callId }) => callId), total: within.length };
}

const mostOfDeal = 1000;
