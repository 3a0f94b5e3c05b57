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
  const draft = schema.safeParse(jsonIn(text, what));
  if (draft.success) return draft.data;
  throw new SophiaError(
    'input.invalid',
    `Expected ${what} as workspace.json has them, found: ${z.prettifyError(draft.error).replaceAll(/\s*\n\s*/gu, ' ')}`,
  );
}

function jsonIn(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SophiaError('input.invalid', `Expected ${what} as JSON, such as {"qualifyBy": ["bant"]}: ${reason}.`, {
      cause,
    });
  }
}
