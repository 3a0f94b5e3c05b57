import type { CrmRecord } from '../state.ts';

/** The newest value of a property; those before stay in its history. */
export function appendVersion(
  record: CrmRecord,
  entry: { property: string; version: CrmRecord['versions'][string][number] },
): void {
  const versions = record.versions[entry.property];
  if (versions === undefined) record.versions[entry.property] = [entry.version];
  else versions.push(entry.version);
}
