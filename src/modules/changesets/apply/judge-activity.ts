import type { CrmActivityType, CrmRecord } from '#contracts';
import type { Outcome } from './outcome.ts';

/** What was made of an activity, by the record as it is read back; null where there is none. */
export function judgeActivity({
  objectType,
  properties,
  externalId,
  record,
}: {
  objectType: CrmActivityType;
  /** What was sent. */
  properties: Readonly<Record<string, string>>;
  externalId: string;
  record: CrmRecord | null;
}): Outcome {
  if (record === null) {
    const reason = `The CRM took the ${objectType} and does not have it now.`;
    return { state: 'not_applied', reason, set: { externalId } };
  }
  const ignored = Object.keys(properties).filter(
    (name) => !name.endsWith('_body') && !isKept({ sent: properties[name] ?? '', kept: record.properties[name] ?? '' }),
  );
  const reason = ignored.length === 0 ? null : `Written, but the CRM did not keep ${ignored.join(', ')}.`;
  return { state: 'applied', reason, set: { externalId } };
}

/** The CRM writes instants and numbers in its own way. */
function isKept({ sent, kept }: { sent: string; kept: string }): boolean {
  if (sent === kept) return true;
  if (kept === '') return false;
  return (
    Number(sent) === Number(kept) || Date.parse(sent) === (/^\d{11,}$/.test(kept) ? Number(kept) : Date.parse(kept))
  );
}
