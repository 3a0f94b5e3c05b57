import { readFeatures } from './features.ts';
import type { Utterance } from './utterance.ts';

/** The places of the features that the models know. */
export interface FeatureIndex {
  /** By group and first part: the place of the feature itself, and of those with a second part. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, FeatureEntry>>;
  readonly count: number;
}

interface FeatureEntry {
  id: number | undefined;
  readonly seconds: Map<string, number>;
}

/** The known features of a sentence, and what each of them counts: less where there are many. */
export interface FeatureRow {
  readonly ids: readonly number[];
  readonly value: number;
}

/** The more a sentence says, the less each word of it decides. */
const lengthExponent = -0.35;

/** Indexes the names of features by their parts: a look-up then needs no new text. */
export function indexFeatures(names: readonly string[]): FeatureIndex {
  const groups = new Map<string, Map<string, FeatureEntry>>();
  names.forEach((name, id) => {
    const space = name.indexOf(' ');
    const first = space < 0 ? name.slice(1) : name.slice(1, space);
    const group = groups.get(name.charAt(0)) ?? new Map<string, FeatureEntry>();
    const entry = group.get(first) ?? { id: undefined, seconds: new Map<string, number>() };
    if (space < 0) entry.id = id;
    else entry.seconds.set(name.slice(space + 1), id);
    groups.set(name.charAt(0), group.set(first, entry));
  });
  return { groups, count: names.length };
}

/** The places of the utterance's known features, each once. */
export function featureIdsOf(utterance: Utterance, index: FeatureIndex): Set<number> {
  const ids = new Set<number>();
  readFeatures(utterance, (group, first, second) => {
    const entry = index.groups.get(group)?.get(first);
    const id = second === undefined ? entry?.id : entry?.seconds.get(second);
    if (id !== undefined) ids.add(id);
  });
  return ids;
}

/** The row of those features that stand below `limit`. */
export function featureRowOf(ids: ReadonlySet<number>, limit: number): FeatureRow {
  const known = [...ids].filter((id) => id < limit);
  return { ids: known, value: Math.max(known.length, 1) ** lengthExponent };
}
