import { associateDefault } from '../associations/associate.ts';
import type { ObjectType } from '../object-types.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import { silentContext } from './silent-context.ts';

/** Ties a record of the world to another one, as somebody did before anyone listened; nobody is told. */
export function tieRecords(state: HubspotState, tied: { record: CrmRecord; toType: ObjectType; toId: string }): void {
  const { record, toType, toId } = tied;
  if (!(toId in state.records[toType])) {
    const pending = state.pending.find(({ id }) => id === toId);
    pending?.associatedWith.push({ objectType: record.objectType, id: record.id });
    return;
  }
  const tie = { fromType: record.objectType, fromId: record.id, toType, toId };
  associateDefault(silentContext(state, record.createdAtMs), tie);
}
