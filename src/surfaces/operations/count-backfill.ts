import { averageCost } from '#modules/insights';
import { countCalls } from '#modules/intake';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** What a back-fill would take in, by which models it would be analyzed, and what such a call has cost until now. */
export async function countBackfill({
  ctx,
  input,
}: OperationCall<'sync.count'>): Promise<OperationOutput<'sync.count'>> {
  const counted = await countCalls({ ctx, input });
  const { models, defaultEngine } = ctx;
  const asksModel = defaultEngine === 'model' && models.state === 'on';
  const { microUsd } = asksModel ? await averageCost({ ctx }) : { microUsd: 0 };
  return {
    ...counted,
    models: asksModel ? models.models.map(({ provider, model }) => `${provider}:${model}`) : [],
    costPerCallMicroUsd: microUsd,
  };
}
