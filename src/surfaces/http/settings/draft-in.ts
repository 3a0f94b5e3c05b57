import { z } from 'zod';
import { SophiaError } from '#platform/errors';

/** A draft that was typed or sent back as JSON. Throws `input.invalid` with what is wrong and where. */
export function draftIn<Draft>({
  schema,
  text,
  what,
}: {
  schema: z.ZodType<Draft>;
  text: string;
  /** In words: `methods`. */
  what: string;
}): Draft {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SophiaError('input.invalid', `Expected ${what} ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError) {
    return `as workspace.json has them, found: ${z.prettifyError(cause).replaceAll(/\s*\n\s*/gu, ' ')}`;
  }
  return `as JSON, such as {"qualifyBy": ["bant"]}: ${cause instanceof Error ? cause.message : String(cause)}.`;
}
