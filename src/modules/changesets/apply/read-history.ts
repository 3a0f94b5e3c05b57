import type { CrmPropertyChange } from '#contracts';
import type { ValueType } from '../policy/policy.ts';
import { sameValue } from '../values/same-value.ts';

/** What the CRM's history says of a write of ours, read after it. */
export type HistoryVerdict =
  /** Our value is the newest, and nobody stood between. */
  | { readonly type: 'written' }
  /** There is no entry of ours: the CRM took the request and did nothing, or made something else of the value. */
  | { readonly type: 'ignored'; readonly value: string | null }
  /** A person wrote between our reading and our writing, and we wrote over it. */
  | { readonly type: 'person_between'; readonly entry: CrmPropertyChange }
  /** Someone wrote after us. */
  | { readonly type: 'changed_after'; readonly entry: CrmPropertyChange };

export interface Baseline {
  readonly value: string | null;
  readonly at: Date | null;
}

/** The entries that came after the one that was read before writing; newest first, as the CRM gives them. */
export function entriesSince(history: readonly CrmPropertyChange[], baseline: Baseline): CrmPropertyChange[] {
  if (baseline.at === null) return [...history];
  const atMs = baseline.at.getTime();
  const place = history.findIndex(
    ({ at, value }) => Date.parse(at) === atMs && (value ?? '') === (baseline.value ?? ''),
  );
  return place >= 0 ? history.slice(0, place) : history.filter(({ at }) => Date.parse(at) > atMs);
}

export function isOurs(entry: CrmPropertyChange): boolean {
  return entry.source === 'sophia' || entry.source === 'integration';
}

export function judgeHistory({
  since,
  value,
  type,
}: {
  since: readonly CrmPropertyChange[];
  value: string;
  type: ValueType | null;
}): HistoryVerdict {
  const place = since.findIndex((entry) => isOurs(entry) && sameValue({ type, left: entry.value, right: value }));
  const newest = since[0];
  if (place < 0) {
    return newest?.source === 'person'
      ? { type: 'changed_after', entry: newest }
      : { type: 'ignored', value: newest?.value ?? null };
  }
  if (place > 0 && newest !== undefined) return { type: 'changed_after', entry: newest };
  const between = since.slice(1).find(({ source }) => source === 'person');
  return between === undefined ? { type: 'written' } : { type: 'person_between', entry: between };
}
