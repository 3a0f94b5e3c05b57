import { invalidInput, notFound } from '../hubspot-problem.ts';
import type { ObjectType } from '../object-types.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import { indexOf, uniqueKey } from './record-index.ts';

interface Asked {
  readonly objectType: ObjectType;
  readonly id: string;
  /** Another property than the id, one of unique values. */
  readonly idProperty?: string | undefined;
  readonly archived?: boolean | undefined;
}

/** A record by its id or by a unique property; the id of a record that was merged away leads to the one that took it. */
export function findRecord(state: HubspotState, asked: Asked): CrmRecord | null {
  const id = idOf(state, asked);
  const record = id === undefined ? undefined : state.records[asked.objectType][id];
  if (record === undefined) return null;
  if (record.mergedIntoId !== null) return findRecord(state, { ...asked, id: record.mergedIntoId });
  return (record.archivedAtMs !== null) === (asked.archived ?? false) ? record : null;
}

export function requireRecord(state: HubspotState, asked: Asked): CrmRecord {
  const record = findRecord(state, asked);
  if (record === null) throw notFound();
  return record;
}

function idOf(state: HubspotState, asked: Asked): string | undefined {
  const { objectType, idProperty, id } = asked;
  if (idProperty === undefined || idProperty === '' || idProperty === 'hs_object_id') return id;
  const isEmail = objectType === 'contacts' && idProperty === 'email';
  if (!isEmail && state.properties[objectType][idProperty]?.hasUniqueValue !== true) {
    throw invalidInput(
      `The property ${idProperty} of ${objectType} is not a unique property and cannot be used as id.`,
    );
  }
  return indexOf(state).unique.get(uniqueKey({ objectType, property: idProperty, value: id }));
}
