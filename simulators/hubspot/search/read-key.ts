import { normalizeDateTime } from '../properties/normalize-date.ts';
import { readProperty, readSystemNumber } from '../records/read-property.ts';
import type { CrmRecord, PropertyDefinition } from '../state.ts';

/** What a value is compared by: numbers and instants as such, options as they are, other text without its case. */
export function keyOf(definition: PropertyDefinition, value: string): number | string {
  switch (definition.type) {
    case 'number':
      return Number(value);
    case 'date':
    case 'datetime':
      return Date.parse(normalizeDateTime(value) ?? value);
    case 'enumeration':
      return value;
    default:
      return value.toLowerCase();
  }
}

/** The key of a record as the index had it at that moment; null where it has no value. */
export function readKey(
  record: CrmRecord,
  { definition, asOfMs }: { definition: PropertyDefinition; asOfMs: number },
): number | string | null {
  const asked = { name: definition.name, asOfMs };
  const number = readSystemNumber(record, asked);
  if (number !== undefined) return number;
  const value = readProperty(record, asked);
  return value === null ? null : keyOf(definition, value);
}
