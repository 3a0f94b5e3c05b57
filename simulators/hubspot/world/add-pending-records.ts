import { associateDefault } from '../associations/associate.ts';
import { insertRecord } from '../records/create-record.ts';
import { writeProperties } from '../records/write-properties.ts';
import type { WriteContext } from '../write-context.ts';

/** Makes the records whose moment has come; whoever listens is told, as of any other. */
export function addPendingRecords(context: WriteContext): void {
  const { state, nowMs } = context;
  const due = state.pending.filter(({ atMs }) => atMs <= nowMs);
  if (due.length === 0) return;
  state.pending = state.pending.filter(({ atMs }) => atMs > nowMs);
  for (const { objectType, id, atMs, values, sourceType, associatedWith } of due) {
    const then = { ...context, nowMs: atMs, source: { sourceType, sourceId: null, userId: null } };
    const record = insertRecord({ state }, { objectType, id, createdAtMs: atMs });
    then.emit({ kind: 'creation', objectType, id });
    writeProperties(then, { record, values });
    for (const to of associatedWith) {
      if (to.id in state.records[to.objectType]) {
        associateDefault(then, { fromType: objectType, fromId: id, toType: to.objectType, toId: to.id });
      }
    }
  }
}
