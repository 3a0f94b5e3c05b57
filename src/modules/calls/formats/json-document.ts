import { z } from 'zod';
import { SophiaError } from '#platform/errors';
import { findJsonFault } from './find-json-fault.ts';

/** A JSON file on its way to a reader. */
export interface JsonDocument {
  readonly value: unknown;
  /** The file's name, for messages. */
  readonly name: string;
}

/** Returns the value of a JSON text. Throws `transcript.unreadable`, naming the place where it stops being JSON. */
export function parseJsonDocument({ text, name }: { text: string; name: string }): JsonDocument {
  try {
    return { value: z.unknown().parse(JSON.parse(text)), name };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SophiaError('transcript.unreadable', describeFault({ text, name }), {
      cause: error,
    });
  }
}

/** Whether a text can only be meant as JSON: it begins like an object, or like an array of things. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(?:\{|\[\s*(?:[[{"\]]|-?\d+(?:\.\d+)?\s*[,\]]|true|false|null))/.test(text.slice(0, 2000));
}

/** Returns what a JSON value is, in words for a message: `an object with the keys “a” and “b”`. */
export function describeJson(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0
      ? 'an empty array'
      : `an array of ${value.length}, the first being ${describeJson(value[0])}`;
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    const shown = keys.slice(0, 8).map((key) => `“${key.slice(0, 40)}”`);
    const more = keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '';
    return keys.length === 0 ? 'an empty object' : `an object with the keys ${shown.join(', ')}${more}`;
  }
  return value === null ? 'null' : `a ${typeof value}`;
}

/** Returns where and why a value does not fit its schema, in words for a message: at most three places. */
export function describeMismatch({ error, value }: { error: z.ZodError; value: unknown }): string {
  const issues = error.issues.flatMap(innermost);
  const places = issues.slice(0, 3).map((issue) => {
    const place = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
    return `${place === '' ? 'the document' : place.replace(/^\./, '')}: ${lowerFirst(issue.message)}${describeFound(value, issue.path)}`;
  });
  const more = issues.length > places.length ? ` (and ${issues.length - places.length} more)` : '';
  return `${places.join('; ')}${more}`;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of the shapes that a value may have, the one that it fits furthest says what is wrong. */
function innermost(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.map((errors) => errors.flatMap(innermost));
  const [best] = branches.toSorted((one, other) => depthOf(other) - depthOf(one));
  if (best === undefined || depthOf(best) === 0) return [issue];
  return best.map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function describeFound(value: unknown, path: readonly PropertyKey[]): string {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null) return '';
    found = Object.entries(found).find(([key]) => key === String(part))?.[1];
  }
  if (typeof found === 'string') return `, found “${found.slice(0, 40)}”`;
  return typeof found === 'number' || typeof found === 'boolean' ? `, found ${found}` : '';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function describeFault({ text, name }: { text: string; name: string }): string {
  const { position, afterDocument } = findJsonFault(text) ?? { position: text.length, afterDocument: false };
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  const rest = text
    .slice(position, position + 200)
    .trim()
    .replaceAll(/\s+/g, ' ');
  if (rest === '') {
    return `${name}, line ${line}: a complete JSON document was expected, but the file ends in the middle of one (after ${text.length} characters). It was probably cut off: export or download it again.`;
  }
  if (afterDocument) {
    return `${name}, line ${line}, column ${column}: one JSON document was expected, but more follows it (“${rest.slice(0, 20)}”). Put one transcript into each file.`;
  }
  return `${name}, line ${line}, column ${column}: JSON was expected, but “${rest.slice(0, 20)}” stands there. Correct the file or export it again.`;
}
