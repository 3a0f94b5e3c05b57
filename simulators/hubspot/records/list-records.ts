import type { ObjectType } from '../object-types.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import { indexOf } from './record-index.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null at the end. */
  readonly after: string | null;
}

/** A page in the order of ids. The cursor is the last id that was given out, so records may come and go meanwhile. */
export function listRecords(
  state: HubspotState,
  asked: { objectType: ObjectType; limit: number; after: string | null; archived: boolean },
): Page<CrmRecord> {
  const ids = indexOf(state).ids.get(asked.objectType) ?? [];
  const items: CrmRecord[] = [];
  for (let place = firstPlace(ids, asked.after); place < ids.length; place += 1) {
    const record = state.records[asked.objectType][ids[place] ?? ''];
    if (record === undefined || record.mergedIntoId !== null) continue;
    if ((record.archivedAtMs !== null) !== asked.archived) continue;
    if (items.length === asked.limit) return { items, after: items.at(-1)?.id ?? null };
    items.push(record);
  }
  return { items, after: null };
}

/** The first place whose id lies above the cursor. */
function firstPlace(ids: readonly string[], after: string | null): number {
  if (after === null) return 0;
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (Number(ids[middle]) > Number(after)) high = middle;
    else low = middle + 1;
  }
  return low;
}
