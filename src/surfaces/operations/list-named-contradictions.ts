import { type Contradiction, listContradictions } from '#modules/contradictions';
import { getRecord } from '#modules/crm';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** Where calls and e-mails say another thing than the CRM, with the name of each record. */
export async function listNamedContradictions({
  ctx,
  input,
}: OperationCall<'contradictions.list'>): Promise<OperationOutput<'contradictions.list'>> {
  const { contradictions } = await listContradictions({ ctx, input: { ...input, recordId: null } });
  const names = new Map<string, string | null>();
  for (const { recordId } of contradictions) {
    if (names.has(recordId)) continue;
    names.set(recordId, (await getRecord({ ctx, input: { recordId } })).name);
  }
  return {
    contradictions: contradictions.map((one) =>
      lineOf({ contradiction: one, recordName: names.get(one.recordId) ?? null }),
    ),
  };
}

/** A contradiction as it stands in a list: with the sentence that was said last. */
export function lineOf({
  contradiction,
  recordName,
}: {
  contradiction: Contradiction;
  recordName: string | null;
}): OperationOutput<'contradictions.list'>['contradictions'][number] {
  const { evidence, callId, otherValue } = contradiction;
  const quote = evidence.at(-1)?.evidence?.quote ?? null;
  const other =
    otherValue === null ? undefined : evidence.findLast((proof) => (proof.callId === null) !== (callId === null));
  return { ...contradiction, recordName, quote, otherQuote: other?.evidence?.quote ?? null };
}
