import { explainField } from '#modules/changesets';
import { resolveRecord } from '#modules/crm';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** Where the value of a field comes from, of the record that a name or an id means. */
export async function explainRecordField({
  ctx,
  input,
}: OperationCall<'changes.explain'>): Promise<OperationOutput<'changes.explain'>> {
  const { objectType, record: text, property } = input;
  const { recordId, name } = await resolveRecord({ ctx, input: { objectType, text } });
  const explanation = await explainField({ ctx, input: { recordId, property } });
  return { ...explanation, record: { recordId, objectType, name }, property };
}
