import { wordsOfAnotherCall } from '#contracts';
import { type Contradiction, listContradictions } from '#modules/contradictions';
import { type CrmRecordRow, getRecord, readValueWords, type ValueWords } from '#modules/crm';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** Where calls and e-mails say another thing than the CRM, with the name of each record. */
export async function listNamedContradictions({
  ctx,
  input,
}: OperationCall<'contradictions.list'>): Promise<OperationOutput<'contradictions.list'>> {
  const { contradictions } = await listContradictions({ ctx, input: { ...input, recordId: null } });
  const words = await readValueWords(ctx);
  const records = new Map<string, CrmRecordRow>();
  const lines: Line[] = [];
  for (const contradiction of contradictions) {
    const { recordId } = contradiction;
    const record = records.get(recordId) ?? (await getRecord({ ctx, input: { recordId } }));
    records.set(recordId, record);
    lines.push(lineOf({ contradiction, record, words }));
  }
  return { contradictions: lines };
}

type Line = OperationOutput<'contradictions.list'>['contradictions'][number];

/** A contradiction as it stands in a list: with the sentence that was said last. */
export function lineOf({
  contradiction,
  record,
  words,
}: {
  contradiction: Contradiction;
  record: CrmRecordRow;
  words: ValueWords;
}): Line {
  const { evidence, callId, otherValue, property, crmValue, crmValueKept, saidValue } = contradiction;
  const place = { objectType: record.objectType, property, record };
  const quote = evidence.at(-1)?.evidence?.quote ?? null;
  const other =
    otherValue === null ? undefined : evidence.findLast((proof) => (proof.callId === null) !== (callId === null));
  return {
    ...contradiction,
    recordName: record.name,
    quote,
    otherQuote: other?.evidence?.quote ?? null,
    inWords: {
      field: words.field(place),
      crm: crmValueKept ? wordsOfAnotherCall : words.value({ ...place, value: crmValue }),
      said: words.value({ ...place, value: saidValue }) ?? saidValue,
      other: words.value({ ...place, value: otherValue }),
    },
  };
}
