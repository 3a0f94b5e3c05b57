import { objectTypes } from '../object-types.ts';
import type { CrmRecord, PropertyVersion } from '../state.ts';

/** The value of a property, null where it has none; with an instant, the value it had then. */
export function readProperty(record: CrmRecord, asked: { name: string; asOfMs?: number }): string | null {
  const number = readSystemNumber(record, asked);
  if (number !== undefined) return asked.name === 'hs_object_id' ? record.id : isoText(number);
  const versions = record.versions[asked.name];
  const version = asked.asOfMs === undefined ? versions?.at(-1) : versionAsOf(versions, asked.asOfMs);
  return version === undefined || version.value === '' ? null : version.value;
}

/** The number behind a property that every record has, undefined for any other one. */
export function readSystemNumber(record: CrmRecord, asked: { name: string; asOfMs?: number }): number | undefined {
  const facts = objectTypes[record.objectType];
  switch (asked.name) {
    case 'hs_object_id':
      return Number(record.id);
    case facts.createdProperty:
    case 'hs_createdate':
      return record.createdAtMs;
    case facts.modifiedProperty:
      return modifiedAt(record, asked.asOfMs);
    default:
      return undefined;
  }
}

/** Newest first, as HubSpot lists it. */
export function readHistory(record: CrmRecord, name: string): readonly PropertyVersion[] {
  const facts = objectTypes[record.objectType];
  const versions = record.versions[name];
  if (versions !== undefined) return versions.toReversed();
  if (name === facts.modifiedProperty) return [calculated(record.updatedAtMs)];
  if (name === facts.createdProperty) return [calculated(record.createdAtMs)];
  return [];
}

export function isoText(atMs: number): string {
  return new Date(atMs).toISOString();
}

function calculated(atMs: number): PropertyVersion {
  return { value: isoText(atMs), atMs, sourceType: 'CALCULATED', sourceId: null, userId: null };
}

function versionAsOf(versions: readonly PropertyVersion[] | undefined, asOfMs: number): PropertyVersion | undefined {
  return versions?.findLast((version) => version.atMs <= asOfMs);
}

function modifiedAt(record: CrmRecord, asOfMs: number | undefined): number {
  if (asOfMs === undefined || record.updatedAtMs <= asOfMs) return record.updatedAtMs;
  const known = Object.values(record.versions).flatMap((versions) => versionAsOf(versions, asOfMs)?.atMs ?? []);
  return known.reduce((latest, atMs) => Math.max(latest, atMs), record.createdAtMs);
}
