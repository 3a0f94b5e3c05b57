import { type ObjectType, objectTypes } from '../object-types.ts';
import { readProperty } from '../records/read-property.ts';
import { indexOf } from '../records/record-index.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import { matchFilter, searchableProperty } from './match-filter.ts';
import { readKey } from './read-key.ts';
import { planSearch, type SearchInput } from './search-input.ts';

export interface SearchResult {
  readonly total: number;
  readonly records: readonly CrmRecord[];
  readonly after: string | null;
  /** The moment that the values are those of. */
  readonly asOfMs: number;
}

/** A search sees the portal as it was a while ago: what was made, changed or archived since is not in the index. */
export function searchRecords(
  state: HubspotState,
  search: { objectType: ObjectType; input: SearchInput; nowMs: number },
): SearchResult {
  const { objectType, input } = search;
  const asOfMs = search.nowMs - state.searchLagMs;
  const { groups, offset, limit } = planSearch(input);
  const predicates = groups.map((filters) =>
    filters.map((filter) => matchFilter(state, { objectType, filter, asOfMs })),
  );
  const isFound = queryMatcher({ objectType, query: input.query ?? '', asOfMs });
  const found = indexedRecords(state, { objectType, asOfMs }).filter(
    (record) =>
      (predicates.length === 0 || predicates.some((group) => group.every((isMatch) => isMatch(record)))) &&
      isFound(record),
  );
  const sorted = sortFound(state, { objectType, found, asOfMs, sort: input.sorts?.[0] });
  const next = offset + limit;
  return {
    total: found.length,
    records: sorted.slice(offset, next),
    after: next < found.length && limit > 0 ? String(next) : null,
    asOfMs,
  };
}

function indexedRecords(state: HubspotState, asked: { objectType: ObjectType; asOfMs: number }): CrmRecord[] {
  const ids = indexOf(state).ids.get(asked.objectType) ?? [];
  return ids.flatMap((id) => {
    const record = state.records[asked.objectType][id];
    if (record === undefined || record.mergedIntoId !== null || record.createdAtMs > asked.asOfMs) return [];
    return record.archivedAtMs === null || record.archivedAtMs > asked.asOfMs ? [record] : [];
  });
}

/** Every word of the query begins or stands within one of the properties that HubSpot searches. */
function queryMatcher(asked: {
  objectType: ObjectType;
  query: string;
  asOfMs: number;
}): (record: CrmRecord) => boolean {
  const words = asked.query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return () => true;
  const { searched } = objectTypes[asked.objectType];
  return (record) => {
    const text = searched.map((name) => readProperty(record, { name, asOfMs: asked.asOfMs }) ?? '').join('\n');
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

/** Records without the value come last; equals keep the order of their ids. */
function sortFound(
  state: HubspotState,
  asked: {
    objectType: ObjectType;
    found: readonly CrmRecord[];
    asOfMs: number;
    sort: { propertyName: string; direction: 'ASCENDING' | 'DESCENDING' } | undefined;
  },
): readonly CrmRecord[] {
  const { objectType, found, sort, asOfMs } = asked;
  if (sort === undefined) return found;
  const definition = searchableProperty(state, { objectType, name: sort.propertyName });
  const keyed = found.map((record) => ({ record, key: readKey(record, { definition, asOfMs }) }));
  const sign = sort.direction === 'ASCENDING' ? 1 : -1;
  keyed.sort((first, second) => {
    if (first.key === null || second.key === null) return Number(first.key === null) - Number(second.key === null);
    if (first.key === second.key) return 0;
    return first.key < second.key ? -sign : sign;
  });
  return keyed.map(({ record }) => record);
}
