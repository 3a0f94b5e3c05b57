import { moveAssociations } from '../associations/associate.ts';
import { invalidInput } from '../hubspot-problem.ts';
import type { CrmRecord } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { appendVersion } from './append-version.ts';
import { insertRecord, nextId } from './create-record.ts';
import { readProperty } from './read-property.ts';
import { forgetUniqueValues, indexUniqueValues } from './record-index.ts';

/**
 * Makes a new record of two, to which both old ids lead from now on. It has the values and the history of the first,
 * what the first lacks from the other, and the ties of both, those of the first before those of the other.
 */
export function mergeRecords(context: WriteContext, pair: { primary: CrmRecord; other: CrmRecord }): CrmRecord {
  const { state, nowMs } = context;
  const { primary, other } = pair;
  const { objectType } = primary;
  if (primary.id === other.id) throw invalidInput('A record cannot be merged with itself.');
  const createdAtMs = Math.min(primary.createdAtMs, other.createdAtMs);
  const merged = insertRecord(context, { objectType, id: nextId(state), createdAtMs });
  for (const [property, versions] of Object.entries(primary.versions)) merged.versions[property] = [...versions];
  const values = valuesToMove(pair);
  for (const [property, value] of Object.entries(values)) {
    const version = { value, atMs: nowMs, sourceType: 'MERGE_OBJECTS', sourceId: other.id, userId: null } as const;
    appendVersion(merged, { property, version });
  }
  for (const old of [primary, other]) {
    forgetUniqueValues(state, old);
    moveAssociations(context, { from: old, to: merged });
    old.mergedIntoId = merged.id;
    old.updatedAtMs = nowMs;
  }
  merged.updatedAtMs = nowMs;
  indexUniqueValues(state, merged);
  context.emit({
    kind: 'merge',
    objectType,
    id: primary.id,
    mergedIds: [other.id],
    newId: merged.id,
    movedProperties: Object.keys(values).length,
  });
  return merged;
}

function valuesToMove({ primary, other }: { primary: CrmRecord; other: CrmRecord }): Record<string, string> {
  const values: Record<string, string> = {};
  for (const property of Object.keys(other.versions)) {
    const value = readProperty(other, { name: property });
    if (value !== null && readProperty(primary, { name: property }) === null) values[property] = value;
  }
  const addresses = [primary, other].flatMap(addressesOf);
  const first = readProperty(primary, { name: 'email' }) ?? readProperty(other, { name: 'email' });
  const further = [...new Set(addresses)].filter((address) => address !== first);
  if (further.length > 0) values['hs_additional_emails'] = further.join(';');
  values['hs_merged_object_ids'] = [primary, other].flatMap(idsOf).join(';');
  return values;
}

/** Its own id after those of the records that were made one of it before. */
function idsOf(record: CrmRecord): string[] {
  return [...(readProperty(record, { name: 'hs_merged_object_ids' })?.split(';') ?? []), record.id];
}

function addressesOf(record: CrmRecord): string[] {
  const email = readProperty(record, { name: 'email' });
  const additional = readProperty(record, { name: 'hs_additional_emails' })?.split(';') ?? [];
  return email === null ? additional : [email, ...additional];
}
