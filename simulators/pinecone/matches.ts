import type { PineconeRecord } from './state.ts';

type Value = PineconeRecord['metadata'][string] | undefined;

/** Whether metadata fit a filter, as far as its words are known here: `$eq`, `$ne`, `$in`, `$nin`, `$gte`, `$lte`, `$and`, `$or`. */
export function matches(metadata: PineconeRecord['metadata'], filter: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '$and') return filters(condition).every((part) => matches(metadata, part));
    if (name === '$or') return filters(condition).some((part) => matches(metadata, part));
    const conditions = isFilter(condition) ? condition : { $eq: condition };
    return Object.entries(conditions).every(([operator, operand]) =>
      holds({ value: metadata[name], operator, operand }),
    );
  });
}

function holds({ value, operator, operand }: { value: Value; operator: string; operand: unknown }): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const operands: unknown[] = Array.isArray(operand) ? operand : [operand];
  switch (operator) {
    case '$eq':
    case '$in':
      return values.some((own) => operands.includes(own));
    case '$ne':
    case '$nin':
      return !values.some((own) => operands.includes(own));
    case '$gte':
      return typeof value === 'number' && typeof operand === 'number' && value >= operand;
    case '$lte':
      return typeof value === 'number' && typeof operand === 'number' && value <= operand;
    default:
      return false;
  }
}

function filters(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isFilter) : [];
}

function isFilter(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
