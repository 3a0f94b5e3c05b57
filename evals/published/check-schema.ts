import { asRecord, type Difference, typeOf } from './difference.ts';

interface Asked {
  readonly value: unknown;
  readonly schema: unknown;
  /** The whole description, in which references are looked up. */
  readonly root: unknown;
  readonly place: string;
}

/**
 * Where an answer lacks what a published schema requires, or has another type. Reads JSON Schema as OpenAPI, Swagger and
 * Slack's own descriptions write it; patterns, lengths and fields beyond the schema are not looked at.
 */
export function checkSchema(asked: Asked): Difference[] {
  const { value, root, place } = asked;
  const schema = resolve(asked.schema, root);
  const choices = choicesOf(schema);
  if (choices !== null) return nearest(choices.map((choice) => checkSchema({ ...asked, schema: choice })));
  const parts = asList(schema['allOf']).flatMap((part) => checkSchema({ ...asked, schema: part }));
  const types = typesOf(schema);
  const found = typeOf(value);
  if (value === null && (schema['nullable'] === true || schema['x-nullable'] === true)) return [];
  if (types.length > 0 && !types.some((type) => fits(type, value))) {
    return [...parts, { place, reason: `expected ${types.join(' or ')}, found ${found}` }];
  }
  const named = asList(schema['enum']);
  if (named.length > 0 && !named.includes(value)) {
    return [...parts, { place, reason: `expected one of ${named.join(', ')}, found ${String(value)}` }];
  }
  if (Array.isArray(value)) return [...parts, ...checkItems({ ...asked, schema, value })];
  return found === 'object' ? [...parts, ...checkFields({ ...asked, schema })] : parts;
}

function checkItems({ schema, value, ...asked }: Asked & { value: readonly unknown[] }): Difference[] {
  const items = asRecord(schema)['items'];
  if (items === undefined) return [];
  const each = Array.isArray(items) ? { anyOf: items } : items;
  return value.flatMap((item) => checkSchema({ ...asked, schema: each, value: item, place: `${asked.place}[]` }));
}

function checkFields({ schema, value, root, place }: Asked): Difference[] {
  const given = asRecord(value);
  const { required, properties } = asRecord(schema);
  const missing = asList(required).flatMap((name): Difference[] =>
    typeof name !== 'string' || given[name] !== undefined
      ? []
      : [{ place: `${place}.${name}`, reason: 'required, and missing' }],
  );
  const wrong = Object.entries(asRecord(properties)).flatMap(([name, property]) =>
    given[name] === undefined
      ? []
      : checkSchema({ value: given[name], schema: property, root, place: `${place}.${name}` }),
  );
  return [...missing, ...wrong];
}

/** Slack writes a choice as `items` that are a list, without a type. */
function choicesOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | null {
  const choices = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(choices)) return choices;
  return schema['type'] === undefined && Array.isArray(schema['items']) ? schema['items'] : null;
}

/** Of several forms the one that is missed by least; one of another name is the farthest. */
function nearest(found: readonly Difference[][]): Difference[] {
  return found.toSorted((one, other) => distanceOf(one) - distanceOf(other))[0] ?? [];
}

function distanceOf(differences: readonly Difference[]): number {
  return differences.length + 1000 * differences.filter(({ reason }) => reason.startsWith('expected one of')).length;
}

function resolve(schema: unknown, root: unknown): Readonly<Record<string, unknown>> {
  const { $ref: reference, ...own } = asRecord(schema);
  if (typeof reference !== 'string') return own;
  const steps = reference.replace(/^#\//u, '').split('/');
  const target = steps.reduce<unknown>(
    (at, step) => asRecord(at)[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
  if (target === undefined) throw new Error(`Expected ${reference} in the published description, found nothing.`);
  return resolve(target, root);
}

function typesOf(schema: Readonly<Record<string, unknown>>): string[] {
  const { type } = schema;
  if (type === undefined) return schema['properties'] === undefined ? [] : ['object'];
  return [type].flat().map(String);
}

function fits(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === typeOf(value);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
