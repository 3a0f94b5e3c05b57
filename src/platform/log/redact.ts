import { hidePersonalData, markOf } from '#platform/masking';
import type { Seal } from './log.ts';

const secretKey =
  /(^|[_-])(secret|token|password|passphrase|authorization|cookie|credentials?|api[_-]?key|access[_-]?key|private[_-]?key)s?$/i;
const secretKeyCamel =
  /(secret|token|password|passphrase|authorization|cookie|credentials?|apikey|accesskey|privatekey)s?$/i;
const countedTokens = /^(input|output|prompt|completion|total|cached|max|reasoning)[_-]?tokens$/i;

const textKeys = new Set([
  'answer',
  'body',
  'claim',
  'completion',
  'content',
  'email',
  'emails',
  'messages',
  'prompt',
  'prompts',
  'question',
  'quote',
  'quotes',
  'sentence',
  'system',
  'text',
  'transcript',
  'turns',
  'utterance',
]);

const secretValues: readonly [RegExp, string][] = [
  [/\b(sk|pk|rk)-[A-Za-z0-9_-]{12,}/g, '[secret]'],
  [/\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]{8,}/gi, '$1 [secret]'],
  [/\b(xox[abprs]|xapp|pat|ghp|gho)-[A-Za-z0-9-]{8,}/g, '[secret]'],
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):[^\s@/]+@/gi, '$1:[secret]@'],
  [/([?&](?:api[_-]?key|key|token|secret|signature|password)=)[^&\s]+/gi, '$1[secret]'],
];

const address = /\b[\w.+-]+@[\w-]+(\.[\w-]+)+\b/g;

const maximumDepth = 6;

/**
 * A copy of the fields fit for a log: secrets and what people said or wrote are replaced by a mark. With `seal`, the
 * mark of a number or an address holds it encrypted.
 */
export function redactFields(fields: Record<string, unknown>, seal: Seal | null): Record<string, unknown> {
  return redactRecord(fields, { depth: 0, seen: new Set(), seal });
}

/** The text with keys, passwords, e-mail addresses and numbers of cards, accounts and papers replaced by a mark. */
export function redactString(text: string, seal: Seal | null = null): string {
  let result = text;
  for (const [pattern, replacement] of secretValues) {
    result = result.replace(pattern, replacement);
  }
  return hidePersonalData(result, seal).replace(address, (found) => markOf({ kind: 'email', text: found, seal }));
}

interface Walk {
  readonly depth: number;
  readonly seen: ReadonlySet<object>;
  readonly seal: Seal | null;
}

function redactRecord(record: object, walk: Walk): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    result[key] = redactEntry({ key, value }, walk);
  }
  return result;
}

function redactEntry(entry: { key: string; value: unknown }, walk: Walk): unknown {
  const { key, value } = entry;
  const holdsText = typeof value === 'string' || (typeof value === 'object' && value !== null);
  if (holdsText && isSecretKey(key)) {
    return '[secret]';
  }
  if (holdsText && textKeys.has(key)) {
    return typeof value === 'string' ? `[text, ${value.length} characters]` : '[text]';
  }
  return redactValue(value, walk);
}

function isSecretKey(key: string): boolean {
  return (secretKey.test(key) || secretKeyCamel.test(key)) && !countedTokens.test(key);
}

function redactValue(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') {
    return redactString(value, walk.seal);
  }
  if (typeof value === 'bigint') {
    return value.toString();
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  }
  if (walk.seen.has(value)) {
    return '[circular]';
  }
  if (walk.depth >= maximumDepth) {
    return '[deeper]';
  }
  const inner: Walk = { ...walk, depth: walk.depth + 1, seen: new Set([...walk.seen, value]) };
  if (value instanceof Error) {
    return redactError(value, inner);
  }
  if (ArrayBuffer.isView(value)) {
    return `[bytes, ${value.byteLength}]`;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => redactValue(item, inner));
  }
  if (value instanceof Set) {
    return [...value].map((item: unknown) => redactValue(item, inner));
  }
  if (value instanceof Map) {
    return redactRecord(Object.fromEntries(value), inner);
  }
  return redactRecord(value, inner);
}

function redactError(error: Error, walk: Walk): Record<string, unknown> {
  return {
    type: error.name,
    message: redactString(error.message, walk.seal),
    ...(error.stack === undefined ? {} : { stack: redactString(error.stack, walk.seal) }),
    ...redactRecord({ ...error }, walk),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, walk) }),
  };
}
