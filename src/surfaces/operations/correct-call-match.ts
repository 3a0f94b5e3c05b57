import { resolveCall } from '#modules/calls';
import { listMisplaced } from '#modules/changesets';
import { resolveRecord } from '#modules/crm';
import { correctMatch } from '#modules/matching';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** Says what a call is about, by the name or the id of the record. */
export async function correctCallMatch({
  ctx,
  input,
}: OperationCall<'matches.correct'>): Promise<OperationOutput<'matches.correct'>> {
  const { objectType, record: text, takesOff } = input;
  const { callId } = await resolveCall({ ctx, input: { reference: input.callId } });
  const record = text === null ? null : await resolveRecord({ ctx, input: { objectType, text } });
  const match = await correctMatch({
    ctx,
    input: { callId, objectType, recordId: record?.recordId ?? null, takesOff },
  });
  return { ...match, misplaced: await listMisplaced({ ctx, input: { callId } }) };
}
