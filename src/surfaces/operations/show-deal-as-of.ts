import { resolveRecord } from '#modules/crm';
import { getDealAsOf } from '#modules/pipeline';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** A deal by its name at the end of a day, by both clocks. */
export async function showDealAsOf({
  ctx,
  input: { name, asOf },
}: OperationCall<'deals.asOf'>): Promise<OperationOutput<'deals.asOf'>> {
  const { recordId } = await resolveRecord({ ctx, input: { objectType: 'deal', text: name } });
  return getDealAsOf({ ctx, input: { recordId, asOf } });
}
