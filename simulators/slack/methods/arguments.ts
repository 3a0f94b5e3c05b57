import { z } from 'zod';

/** A form sends everything as text, JSON sends values; each of these takes both. */
export const Flag = z.preprocess(
  (value) => (typeof value === 'string' ? value === 'true' || value === '1' : value),
  z.boolean(),
);

export const Whole = z.coerce.number().int();

/** JSON that may have come as text; text that is no JSON stays as it is. */
export const Structure = z.preprocess(parseText, z.unknown());

/** `U1,U2`, or a list. */
export const Names = z.preprocess(
  (value) =>
    typeof value === 'string' ? value.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])) : value,
  z.array(z.string()),
);

export function structured<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(parseText, schema);
}

function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return z.unknown().parse(JSON.parse(value));
  } catch {
    return value;
  }
}
