import { listRecords } from '#modules/crm';
import type { OperationOutput } from '#surfaces/local';
import { ownerNamed, readChoices, stageNamed } from './choose-named.ts';
import { closingBetween } from './closing-between.ts';
import { dealsOfAccount } from './deals-of-account.ts';
import type { OperationCall } from './operation-call.ts';

/** Deals of the mirror by name, narrowed by what is given: names are read as a person would say them. */
export async function listDeals({ ctx, input }: OperationCall<'deals.list'>): Promise<OperationOutput<'deals.list'>> {
  const { stages, owners } = await readChoices({ ctx });
  const { records, cursor } = await listRecords({
    ctx,
    input: {
      objectType: 'deal',
      limit: input.limit,
      cursor: input.after,
      ...(input.stage === null ? {} : { stage: stageNamed({ stages, text: input.stage }) }),
      ...(input.owner === null ? {} : { ownerId: ownerNamed({ owners, text: input.owner }) }),
      ...(input.name === null ? {} : { text: input.name }),
      ...(input.account === null ? {} : { recordIds: await dealsOfAccount({ ctx, text: input.account }) }),
      ...closingBetween({ from: input.closesFrom, to: input.closesTo }),
    },
  });
  const deals = records.map(({ recordId, externalId, name, properties, ownerId }) => ({
    recordId,
    externalId,
    name,
    stage: stages.find((one) => one.externalId === properties['dealstage'])?.label ?? properties['dealstage'] ?? null,
    amount: properties['amount'] ?? null,
    closeDate: properties['closedate']?.slice(0, 10) ?? null,
    owner: owners.find((one) => one.externalId === ownerId)?.name ?? null,
  }));
  return { deals, more: cursor !== null };
}
