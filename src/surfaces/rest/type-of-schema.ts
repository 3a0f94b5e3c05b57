import { z } from 'zod';

const Schema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
});
type Schema = z.infer<typeof Schema>;

const simpleTypes: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** A JSON Schema of the description as a type of TypeScript, which people read as well. */
export function typeOfSchema(given: unknown, indent = ''): string {
  const schema = Schema.parse(given);
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((one) => typeOfSchema(one, indent)).join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((one) => typeOfSchema(one, indent)).join(' & ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => typeOfSchema({ ...schema, type }, indent)).join(' | ');
  if (schema.type === 'array') return arrayType(schema, indent);
  if (schema.type === 'object') return objectType(schema, indent);
  return simpleTypes[schema.type ?? ''] ?? 'unknown';
}

function arrayType({ items, prefixItems }: Schema, indent: string): string {
  if (prefixItems !== undefined) return `readonly [${prefixItems.map((one) => typeOfSchema(one, indent)).join(', ')}]`;
  const item = typeOfSchema(items ?? {}, indent);
  return isSimple(items) ? `readonly ${item}[]` : `readonly (${item})[]`;
}

/** Whether a type may stand before the brackets of a list as it is. */
function isSimple(items: unknown): boolean {
  const { anyOf, oneOf, allOf, enum: options, type } = Schema.parse(items ?? {});
  return [anyOf, oneOf, allOf, options].every((one) => one === undefined) && !Array.isArray(type) && type !== 'array';
}

function objectType({ properties, required = [], additionalProperties }: Schema, indent: string): string {
  const fields = Object.entries(properties ?? {});
  if (fields.length === 0) {
    const isOpen = typeof additionalProperties === 'object' && additionalProperties !== null;
    return `Readonly<Record<string, ${isOpen ? typeOfSchema(additionalProperties, indent) : 'never'}>>`;
  }
  const inner = `${indent}  `;
  const lines = fields.map(([name, field]) => {
    const optional = required.includes(name) ? '' : '?';
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${commentOf(field, inner)}${inner}readonly ${key}${optional}: ${typeOfSchema(field, inner)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function commentOf(field: unknown, indent: string): string {
  const { description } = z.looseObject({ description: z.string().optional() }).parse(field);
  return description === undefined ? '' : `${indent}/** ${description.replaceAll('*/', '* /')} */\n`;
}
