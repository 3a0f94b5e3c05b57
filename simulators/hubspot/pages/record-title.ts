import { html, type Markup } from '../../kit/index.ts';
import { type ObjectType, objectTypes } from '../object-types.ts';
import { readProperty } from '../records/read-property.ts';
import { indexOf } from '../records/record-index.ts';
import type { CrmRecord, HubspotState } from '../state.ts';

const longestTitle = 90;

/** What a record is called on the pages. */
export function recordTitle(record: CrmRecord): string {
  const { titled, singular } = objectTypes[record.objectType];
  const parts = titled.map((name) => readProperty(record, { name }) ?? '');
  const title = parts.join(' ').replaceAll(/\s+/gu, ' ').trim();
  const shown = title === '' ? (readProperty(record, { name: 'email' }) ?? `${singular} ${record.id}`) : title;
  return shown.length > longestTitle ? `${shown.slice(0, longestTitle)}…` : shown;
}

export function recordLink(record: CrmRecord): Markup {
  return html`<a href="/_inspector/${record.objectType}/${record.id}">${recordTitle(record)}</a>`;
}

export function ownerName(state: HubspotState, ownerId: string | null): string {
  if (ownerId === null) return '';
  const owner = state.owners.find(({ id }) => id === ownerId);
  return owner === undefined ? `owner ${ownerId}` : `${owner.firstName} ${owner.lastName}`;
}

/** The ids of what is neither archived nor merged away, ascending. */
export function presentIds(state: HubspotState, objectType: ObjectType): string[] {
  const ids = indexOf(state).ids.get(objectType) ?? [];
  return ids.filter((id) => {
    const record = state.records[objectType][id];
    return record !== undefined && record.archivedAtMs === null && record.mergedIntoId === null;
  });
}

export function presentRecords(state: HubspotState, objectType: ObjectType): CrmRecord[] {
  return presentIds(state, objectType).flatMap((id) => state.records[objectType][id] ?? []);
}

/** `38,400.00 USD`; as it is where it is no number. */
export function money(amount: string | null, currency: string): string {
  if (amount === null) return '';
  const value = Number(amount);
  if (!Number.isFinite(value)) return amount;
  return `${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`;
}
