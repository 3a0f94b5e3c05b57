import { createHash } from 'node:crypto';
import { deepFreeze } from './deep-freeze.ts';

/** What an answer is sent as, and the tag that changes with it. */
export interface WrittenJson {
  readonly body: string | Buffer;
  readonly tag: string;
}

interface Derived {
  json: WrittenJson | null;
  /** By the schema that has passed it. */
  readonly checked: WeakMap<object, { readonly value: unknown }>;
}

const derivedFrom = new WeakMap<object, Derived>();

/** Larger ones are written anew each time, so that many of them do not fill the memory. */
const longestKept = 256 * 1024;

/** Freezes a value through and through. What is made of it may from now on be made once, and goes when it goes. */
export function freezeKept<Value>(value: Value): Value {
  deepFreeze(value);
  if (typeof value === 'object' && value !== null && !derivedFrom.has(value)) {
    derivedFrom.set(value, { json: null, checked: new WeakMap() });
  }
  return value;
}

/** Freezes a value that is as the schema would make it, because its parts have just passed the schemas of the parts. */
export function freezeChecked<Value extends object>({ value, schema }: { value: Value; schema: object }): Value {
  freezeKept(value);
  ofKept(value)?.checked.set(schema, { value });
  return value;
}

/** What a check makes of a value, which must follow from the value and the schema alone; of a kept value it is made once. */
export function checkOnce({
  value,
  schema,
  check,
}: {
  value: unknown;
  schema: object;
  check: (value: unknown) => unknown;
}): unknown {
  const derived = ofKept(value);
  if (derived === undefined) return check(value);
  const known = derived.checked.get(schema);
  if (known !== undefined) return known.value;
  const made = { value: freezeKept(check(value)) };
  derived.checked.set(schema, made);
  return made.value;
}

/** The JSON of an answer with its tag; of a kept value both are made once. */
export function writeJson(value: unknown): WrittenJson {
  const derived = ofKept(value);
  if (derived !== undefined && derived.json !== null) return derived.json;
  const text = JSON.stringify(value);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  if (derived === undefined || text.length > longestKept) return { body: text, tag };
  derived.json = { body: Buffer.from(text), tag };
  return derived.json;
}

function ofKept(value: unknown): Derived | undefined {
  return typeof value === 'object' && value !== null ? derivedFrom.get(value) : undefined;
}
