import type { CallFilter } from '#modules/calls';
import { listAssociatedOf, resolveAccount, resolveRecord } from '#modules/crm';
import type { OperationInput } from '#surfaces/local';
import type { WorkContext } from '#workflows';
import { ownerNamed, readChoices, stageNamed } from './choose-named.ts';

type Named = Omit<OperationInput<'calls.list'>, 'limit' | 'beforeCallId'>;

/** What the names stand for. Throws `record.not-found`, and `input.invalid` for a stage or an owner that there is not. */
export async function callFilterFrom({ ctx, named }: { ctx: WorkContext; named: Named }): Promise<CallFilter> {
  const { account, deal, owner, stage, person, side, topic, since, until } = named;
  const recordIds = await recordsFor({ ctx, account: account ?? null, deal: deal ?? null });
  const choices = (owner ?? stage ?? null) === null ? { stages: [], owners: [] } : await readChoices({ ctx });
  return {
    ...(recordIds === null ? {} : { recordIds }),
    ...(isGiven(owner) ? { dealOwnerId: ownerNamed({ ...choices, text: owner }) } : {}),
    ...(isGiven(stage) ? { dealStage: stageNamed({ ...choices, text: stage }) } : {}),
    ...(isGiven(person) ? { person } : {}),
    ...(isGiven(side) ? { side } : {}),
    ...(isGiven(topic) ? { topic } : {}),
    ...(isGiven(since) ? { since } : {}),
    ...(isGiven(until) ? { until } : {}),
  };
}

function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== null && value !== undefined;
}

/** A deal is narrower than its account; the company with its deals, leads and contacts, as search takes it. */
async function recordsFor({
  ctx,
  account,
  deal,
}: {
  ctx: WorkContext;
  account: string | null;
  deal: string | null;
}): Promise<string[] | null> {
  const ofDeal =
    deal === null ? null : [(await resolveRecord({ ctx, input: { objectType: 'deal', text: deal } })).recordId];
  if (account === null) return ofDeal;
  const { recordId, objectType } = await resolveAccount({ ctx, input: { text: account } });
  const toTypes = ['deal', 'lead', 'contact'] as const;
  const tied =
    objectType === 'deal' ? null : await listAssociatedOf({ ctx, input: { recordIds: [recordId], toTypes } });
  const ofAccount = [recordId, ...(tied?.get(recordId) ?? []).map((record) => record.recordId)];
  return ofDeal === null ? ofAccount : ofDeal.filter((id) => ofAccount.includes(id));
}
