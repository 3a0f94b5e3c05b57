import { asRecord, type Difference, typeOf } from './difference.ts';

interface Compared {
  readonly value: unknown;
  readonly sample: unknown;
  readonly place: string;
}

/**
 * Where a field has another type than in a published sample. The samples are many answers in one with the values taken
 * out: they say what may be there and of which type, not what must be there.
 */
export function compareSample({ value, sample, place }: Compared): Difference[] {
  if (value === null || sample === null || sample === undefined) return [];
  const [found, wanted] = [typeOf(value), typeOf(sample)];
  if (found !== wanted) return [{ place, reason: `${wanted} in the sample, found ${found}` }];
  if (Array.isArray(value)) return compareItems({ value, sample, place });
  if (found !== 'object') return [];
  const known = asRecord(sample);
  return Object.entries(asRecord(value)).flatMap(([name, own]) =>
    compareSample({ value: own, sample: known[name], place: `${place}.${name}` }),
  );
}

function compareItems({ value, sample, place }: Compared & { value: readonly unknown[] }): Difference[] {
  return value.flatMap((item) => compareSample({ value: item, sample: likest(item, sample), place: `${place}[]` }));
}

/** Places of an answer that the sample does not have; what a sample leaves empty is not looked into. */
export function placesBeyond({ value, sample, place }: Compared): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => placesBeyond({ value: item, sample: likest(item, sample), place: `${place}[]` }));
  }
  const known = asRecord(sample);
  if (Object.keys(known).length === 0) return [];
  return Object.entries(asRecord(value)).flatMap(([name, own]) =>
    Object.hasOwn(known, name)
      ? placesBeyond({ value: own, sample: known[name], place: `${place}.${name}` })
      : [`${place}.${name}`],
  );
}

/** Of the items of a sample the one of the same `type`, otherwise of those without one what has most of the fields. */
function likest(item: unknown, sample: unknown): unknown {
  const shown: readonly unknown[] = Array.isArray(sample) ? sample : [];
  const { type } = asRecord(item);
  const sameType = shown.filter((one) => type !== undefined && asRecord(one)['type'] === type);
  const candidates = sameType.length > 0 ? sameType : shown.filter((one) => (asRecord(one)['type'] ?? '') === '');
  const ranked = candidates.map((one) => ({
    one,
    beyond: placesBeyond({ value: item, sample: one, place: '' }).length,
  }));
  return ranked.toSorted((first, second) => first.beyond - second.beyond)[0]?.one;
}
