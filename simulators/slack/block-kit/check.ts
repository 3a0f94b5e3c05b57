import { z } from 'zod';

/** Where blocks may stand; what is allowed differs. */
export type Surface = 'message' | 'modal' | 'home';

/** A place in the blocks that are looked at, and where the problems are gathered. */
export interface Place {
  readonly pointer: string;
  readonly surface: Surface;
  readonly problems: string[];
}

export type Check = (value: unknown, place: Place) => void;

const Shape = z.record(z.string(), z.unknown());

export function report(place: Place, message: string): void {
  place.problems.push(`${message} [json-pointer:${place.pointer}]`);
}

export function below(place: Place, step: string | number): Place {
  return { ...place, pointer: `${place.pointer}/${step}` };
}

export function text({ min = 1, max }: { min?: number; max: number }): Check {
  return (value, place) => {
    if (typeof value !== 'string') {
      report(place, 'must provide a string');
      return;
    }
    const characters = [...value].length;
    if (characters < min) report(place, `must be more than ${min - 1} characters`);
    if (characters > max) report(place, `must be less than ${max + 1} characters`);
  };
}

export function link(max: number): Check {
  const isText = text({ max });
  return (value, place) => {
    isText(value, place);
    if (typeof value === 'string' && !/^(https?|mailto|slack):/u.test(value)) report(place, 'must be a valid url');
  };
}

export function oneOf(...values: readonly string[]): Check {
  return (value, place) => {
    if (typeof value !== 'string' || !values.includes(value)) {
      report(place, `must be one of the following values: ${values.join(', ')}`);
    }
  };
}

export function pattern(expression: RegExp, meaning: string): Check {
  return (value, place) => {
    if (typeof value !== 'string' || !expression.test(value)) report(place, `must be ${meaning}`);
  };
}

export function boolean(value: unknown, place: Place): void {
  if (typeof value !== 'boolean') report(place, 'must provide a boolean');
}

export function integer({ min, max }: { min: number; max: number }): Check {
  return (value, place) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) report(place, 'must provide an integer');
    else if (value < min || value > max) report(place, `must be between ${min} and ${max}`);
  };
}

export function anything(): void {
  // What Slack takes here is not described: rich text, filters, initial values of other kinds.
}

export function list(each: Check, { min = 1, max }: { min?: number; max: number }): Check {
  return (value, place) => {
    if (!Array.isArray(value)) {
      report(place, 'must provide an array');
      return;
    }
    if (value.length < min) report(place, `no fewer than ${min} items allowed`);
    if (value.length > max) report(place, `no more than ${max} items allowed`);
    for (const [index, item] of value.entries()) each(item, below(place, index));
  };
}

/** An object with these fields and no other. `type` is always allowed: whoever chose this check has read it. */
export function shape(fields: { required?: Record<string, Check>; optional?: Record<string, Check> }): Check {
  const required = fields.required ?? {};
  const known: Record<string, Check> = { type: anything, ...required, ...fields.optional };
  return (value, place) => {
    const parsed = Shape.safeParse(value);
    if (!parsed.success) {
      report(place, 'must provide an object');
      return;
    }
    for (const name of Object.keys(required)) {
      if (parsed.data[name] === undefined || parsed.data[name] === null) {
        report(place, `missing required field: ${name}`);
      }
    }
    for (const [name, item] of Object.entries(parsed.data)) {
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      if (check === undefined) report(place, `invalid additional property: ${name}`);
      else if (item !== undefined && item !== null) check(item, below(place, name));
    }
  };
}

/** Chooses the check by the field `type`. */
export function byType(checks: Readonly<Record<string, Check>>): Check {
  return (value, place) => {
    const parsed = Shape.safeParse(value);
    if (!parsed.success) {
      report(place, 'must provide an object');
      return;
    }
    const { type } = parsed.data;
    if (typeof type !== 'string') {
      report(place, 'missing required field: type');
      return;
    }
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (check === undefined) report(below(place, 'type'), `unsupported type: ${type}`);
    else check(value, place);
  };
}
