import type { ValueType } from '../policy/policy.ts';

/** Whether two values are one for the CRM: `30000` and `30000.00`, a day and its midnight, nothing and the empty text. */
export function sameValue({
  type,
  left,
  right,
}: {
  type: ValueType | null;
  left: string | null;
  right: string | null;
}): boolean {
  const [one, other] = [left ?? '', right ?? ''];
  if (one === other) return true;
  if (one === '' || other === '') return false;
  switch (type) {
    case 'money':
    case 'number':
      return Number(one) === Number(other);
    case 'date':
      return instantOf(one) === instantOf(other);
    case 'boolean':
      return one.toLowerCase() === other.toLowerCase();
    case 'enumeration':
      return listOf(one) === listOf(other);
    case 'text':
      return one.trim() === other.trim();
    case 'owner':
    case 'stage':
    case null:
      return false;
  }
}

/** HubSpot keeps a day as it was written, as its midnight in UTC, or as that in milliseconds. */
function instantOf(value: string): number {
  return /^\d{11,}$/.test(value) ? Number(value) : Date.parse(value);
}

/** Several options in any order are the same choice. */
function listOf(value: string): string {
  return value
    .split(';')
    .filter((option) => option !== '')
    .sort()
    .join(';');
}
