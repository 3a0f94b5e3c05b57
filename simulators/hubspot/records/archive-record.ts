import { removeAssociationsOf } from '../associations/associate.ts';
import type { CrmRecord } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { forgetUniqueValues, indexOf, indexUniqueValues, removeFromIndex } from './record-index.ts';

/** Puts a record into the portal's recycling bin: it leaves every list that does not ask for archived ones. */
export function archiveRecord(context: WriteContext, record: CrmRecord): void {
  if (record.archivedAtMs !== null) return;
  forgetUniqueValues(context.state, record);
  record.archivedAtMs = context.nowMs;
  record.updatedAtMs = context.nowMs;
  context.emit({ kind: 'deletion', objectType: record.objectType, id: record.id });
}

export function restoreRecord(context: WriteContext, record: CrmRecord): void {
  if (record.archivedAtMs === null) return;
  record.archivedAtMs = null;
  record.updatedAtMs = context.nowMs;
  indexUniqueValues(context.state, record);
  context.emit({ kind: 'restore', objectType: record.objectType, id: record.id });
}

/** Removes a record for good: no list and no bin has it. Whether anybody is told is up to the context. */
export function deleteRecord(context: WriteContext, record: CrmRecord): void {
  const { state } = context;
  indexOf(state);
  removeAssociationsOf(state, record);
  removeFromIndex(state, record);
  delete state.records[record.objectType][record.id];
}
