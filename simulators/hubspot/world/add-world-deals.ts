import type { Deal, PropertyChange } from '../../world/schema.ts';
import { normalizeDateTime } from '../properties/normalize-date.ts';
import { appendVersion } from '../records/append-version.ts';
import { insertRecord, nextId } from '../records/create-record.ts';
import { forgetUniqueValues, indexUniqueValues } from '../records/record-index.ts';
import { deriveStage } from '../records/write-properties.ts';
import type { CrmRecord, HubspotState, PropertyDefinition } from '../state.ts';
import { ensureProperty } from './ensure-property.ts';
import type { Owners } from './owners.ts';
import { versionBy } from './set-initial-values.ts';
import { tieRecords } from './tie-records.ts';

/** Deals with the whole history of their values, each change by whom it was made. */
export function addWorldDeals(
  state: HubspotState,
  { deals, owners }: { deals: readonly Deal[]; owners: Owners },
): void {
  for (const deal of deals) {
    const createdAtMs = Date.parse(deal.createdAt);
    const record = insertRecord({ state }, { objectType: 'deals', id: nextId(state), createdAtMs });
    state.worldIds[deal.key] = { objectType: 'deals', id: record.id };
    writeHistory(state, { deal, record, owners });
    const companyId = state.worldIds[deal.accountKey]?.id;
    if (companyId !== undefined) tieRecords(state, { record, toType: 'companies', toId: companyId });
    for (const contactKey of deal.contactKeys) {
      const contactId = state.worldIds[contactKey]?.id;
      if (contactId !== undefined) tieRecords(state, { record, toType: 'contacts', toId: contactId });
    }
  }
}

function writeHistory(
  state: HubspotState,
  { deal, record, owners }: { deal: Deal; record: CrmRecord; owners: Owners },
): void {
  forgetUniqueValues(state, record);
  for (const change of withBasics(deal, owners)) {
    const employee = change.employeeKey === null ? undefined : owners.get(change.employeeKey);
    const definition = ensureProperty(state, { objectType: 'deals', name: change.property, value: change.value });
    const value = valueOf(definition, change.value);
    const atMs = Date.parse(change.at);
    appendVersion(record, {
      property: change.property,
      version: versionBy({ sourceType: change.source, employee, value, atMs }),
    });
    if (change.property === 'dealstage') deriveStage({ state, nowMs: atMs }, record);
    record.updatedAtMs = Math.max(record.updatedAtMs, atMs);
  }
  record.archivedAtMs = deal.archivedAt === null ? null : Date.parse(deal.archivedAt);
  indexUniqueValues(state, record);
}

/** What every deal has, where the world's changes do not say it themselves, and then the changes in order of time. */
function withBasics(deal: Deal, owners: Owners): PropertyChange[] {
  const told = new Set(deal.changes.map(({ property }) => property));
  const basics = {
    dealname: deal.name,
    pipeline: deal.pipelineId,
    dealtype: deal.kind === 'new_business' ? 'newbusiness' : 'existingbusiness',
    hubspot_owner_id: owners.get(deal.ownerKey)?.hubspotOwnerId ?? '',
  };
  const first = Object.entries(basics)
    .filter(([property, value]) => !told.has(property) && value !== '')
    .map(([property, value]): PropertyChange => {
      return { at: deal.createdAt, property, value, source: 'CRM_UI', employeeKey: deal.ownerKey };
    });
  const changes = deal.changes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return [...first, ...changes];
}

/** The world writes every day as an instant; HubSpot keeps those of a date property as a day. */
function valueOf({ type }: PropertyDefinition, value: string): string {
  if (type !== 'date' && type !== 'datetime') return value;
  const instant = normalizeDateTime(value) ?? value;
  return type === 'date' ? instant.slice(0, 10) : instant;
}
