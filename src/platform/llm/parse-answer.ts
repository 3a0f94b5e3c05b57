import type { z } from 'zod';

export type ParsedAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a model's answer against the schema. What stands around the outermost braces (a code fence, a greeting) is
 * set aside: models without structured outputs write it. The problem names fields and never quotes the answer.
 */
export function parseAnswer<Value>(text: string, schema: z.ZodType<Value>): ParsedAnswer<Value> {
  if (text.trim() === '') return { ok: false, problem: 'the answer is empty' };
  const json = readJson(text);
  if (json === undefined) return { ok: false, problem: 'the answer is not JSON' };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.code}`);
  return { ok: false, problem: `the answer does not fit the schema (${issues.join('; ')})` };
}

/** The result is `unknown`: the schema is applied by the one caller above. */
function readJson(text: string): unknown {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  for (const candidate of [text, start === -1 ? '' : text.slice(start, end + 1)]) {
    try {
      const value: unknown = JSON.parse(candidate);
      return value;
    } catch {
      // The next candidate may be readable; undefined says that none was.
    }
  }
  return undefined;
}
