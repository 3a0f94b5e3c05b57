import fc from 'fast-check';
import { z } from 'zod';

const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  minItems: z.int().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  pattern: z.string().optional(),
});

/** What there is to be asked for. */
export interface Known {
  /** What stands in any text now and then. */
  readonly words: readonly string[];
  /** What a field of this name holds most of the time. */
  readonly named: Readonly<Record<string, readonly unknown[]>>;
}

/** Values that a JSON Schema of the description allows; what is known is mixed in where it fits. */
export function arbitraryOfSchema(given: unknown, known: Known): fc.Arbitrary<unknown> {
  const schema = Schema.parse(given);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => arbitraryOfSchema(one, known)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => arbitraryOfSchema({ ...schema, type }, known)));
  }
  switch (schema.type) {
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 1_000_000) });
    case 'number':
      return fc.double({ noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array': {
      const minLength = schema.minItems ?? 0;
      return fc.array(arbitraryOfSchema(schema.items ?? {}, known), { minLength, maxLength: minLength + 2 });
    }
    case 'object': {
      const fields: Record<string, fc.Arbitrary<unknown>> = {};
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        const any = arbitraryOfSchema(field, known);
        const samples = known.named[name];
        fields[name] =
          samples === undefined ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...samples) }, any);
      }
      return fc.record(fields, { requiredKeys: schema.required ?? [] });
    }
    case 'string':
      return textOf(schema, known.words);
    default:
      return fc.jsonValue();
  }
}

function textOf(
  { format, pattern, minLength = 0, maxLength = 300 }: z.infer<typeof Schema>,
  words: readonly string[],
): fc.Arbitrary<string> {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  if (format === 'date') return date.map((day) => day.toISOString().slice(0, 10));
  if (format === 'date-time') return date.map((instant) => instant.toISOString());
  if (format === 'email')
    return fc.integer({ min: 1, max: 9999 }).map((number) => `somebody.${number}@elsewhere.example`);
  if (format === 'base64') return fc.string().map((text) => Buffer.from(text).toString('base64'));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  const text = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 20) });
  return words.length === 0 ? text : fc.oneof(fc.constantFrom(...words), text);
}
