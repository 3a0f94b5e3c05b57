import { z } from 'zod';
import { SophiaError } from './sophia-error.ts';

/** Parses a verb's input; throws `input.invalid` with every field that is wrong. */
export function parseInput<Output>({
  schema,
  input,
  what,
}: {
  schema: z.ZodType<Output>;
  input: unknown;
  what: string;
}): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new SophiaError('input.invalid', `Expected ${what} in the documented form.\n${z.prettifyError(parsed.error)}`);
}
