import { wordsOfAnotherCall } from '#contracts';
import { contactDetails, fieldsFromCalls } from '#modules/access';
import { type CrmRecordRow, readValueWords, type ValueWords } from '#modules/crm';
import type { Context } from '#platform/context';

interface Sides {
  readonly kept: CrmRecordRow;
  readonly merged: CrmRecordRow;
}

/** What the CRM counts itself, or keeps of both. */
const leftOut: ReadonlySet<string> = new Set([
  'createdate',
  'hs_createdate',
  'hs_lastmodifieddate',
  'hs_object_id',
  'lastmodifieddate',
  'hs_additional_domains',
  'hs_additional_emails',
  'hs_deal_stage_probability',
  'hs_is_closed',
  'hs_merged_object_ids',
  'notes_last_updated',
]);
/** Whoever reads a proposal may not be one who may read how a customer is reached. */
const untold: ReadonlySet<string> = new Set(contactDetails);

/** Each field in which two records differ, in a sentence: both values, and which of them stands after the merge. */
export async function differingFields(ctx: Context, sides: Sides): Promise<string[]> {
  const { kept, merged } = sides;
  const fromCalls = await fieldsFromCalls(ctx, [{ id: kept.recordId }, { id: merged.recordId }]);
  const words = await readValueWords(ctx);
  const properties = new Set([...Object.keys(kept.properties), ...Object.keys(merged.properties)]);
  function shown({ record, property }: { record: CrmRecordRow; property: string }): string {
    const isOfCall = fromCalls.get(record.recordId)?.has(property) === true;
    return isOfCall ? wordsOfAnotherCall : worded({ words, record, property });
  }
  return [...properties].flatMap((property) => {
    if (leftOut.has(property)) return [];
    const [value, other] = [valueIn(kept, property), valueIn(merged, property)];
    if (other === null || value === other) return [];
    const field = words.field({ objectType: kept.objectType, property });
    const [stays, goes] = [
      value === null ? null : shown({ record: kept, property }),
      shown({ record: merged, property }),
    ];
    if (stays !== null && stays === goes && goes !== wordsOfAnotherCall && !untold.has(property)) return [];
    return [sentenceOf({ field, property, stays, goes })];
  });
}

function sentenceOf({
  field,
  property,
  stays,
  goes,
}: {
  field: string;
  property: string;
  stays: string | null;
  goes: string;
}): string {
  if (untold.has(property)) {
    if (stays === null) return `${field}: comes from the other one.`;
    const goesOn = property === 'email' ? ', the other goes on as a further address' : '';
    return `${field}: differs; that of the kept one stays${goesOn}.`;
  }
  if (stays === null) return `${field}: ${goes} comes from the other one.`;
  return `${field}: ${stays} stays, ${goes} is lost.`;
}

function valueIn({ properties }: CrmRecordRow, property: string): string | null {
  const value = properties[property]?.trim() ?? '';
  return value === '' ? null : value;
}

const longest = 120;

function worded({ words, record, property }: { words: ValueWords; record: CrmRecordRow; property: string }): string {
  const value = valueIn(record, property) ?? '';
  const text = words.value({ objectType: record.objectType, property, value, record }) ?? value;
  return `“${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}”`;
}
