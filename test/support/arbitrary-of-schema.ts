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
});

/** Values that a JSON Schema of the description allows; `words` are mixed in where it takes any text. */
export function arbitraryOfSchema(given: unknown, words: readonly string[]): fc.Arbitrary<unknown> {
  const schema = Schema.parse(given);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((one) => arbitraryOfSchema(one, words)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => arbitraryOfSchema({ ...schema, type }, words)));
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
      return fc.array(arbitraryOfSchema(schema.items ?? {}, words), { minLength, maxLength: minLength + 2 });
    }
    case 'object': {
      const fields: Record<string, fc.Arbitrary<unknown>> = {};
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        fields[name] = arbitraryOfSchema(field, words);
      }
      return fc.record(fields, { requiredKeys: schema.required ?? [] });
    }
    case 'string':
      return textOf(schema, words);
    default:
      return fc.jsonValue();
  }
}

function textOf(
  { format, minLength = 0, maxLength = 300 }: z.infer<typeof Schema>,
  words: readonly string[],
): fc.Arbitrary<string> {
  const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  if (format === 'date') return date.map((day) => day.toISOString().slice(0, 10));
  if (format === 'date-time') return date.map((instant) => instant.toISOString());
  if (format === 'base64') return fc.string().map((text) => Buffer.from(text).toString('base64'));
  const text = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 20) });
  return words.length === 0 ? text : fc.oneof(fc.constantFrom(...words), text);
}
