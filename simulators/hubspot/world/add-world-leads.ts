import type { Lead } from '../../world/schema.ts';
import { setAssociation } from '../associations/associate.ts';
import { appendVersion } from '../records/append-version.ts';
import { insertRecord } from '../records/create-record.ts';
import { primaryContact } from '../records/primary-contact.ts';
import type { CrmRecord, HubspotState } from '../state.ts';
import { leadPipelineId } from './lead-pipeline.ts';
import type { Owners } from './owners.ts';
import { setInitialValues, versionBy } from './set-initial-values.ts';
import { silentContext } from './silent-context.ts';
import { tieRecords } from './tie-records.ts';

/** Leads are counted apart and below all others, so that they shift no id of another record. */
const firstLeadId = 29_000_000_001;

/** Leads with the history of their values, each tied to its contact and to the company. */
export function addWorldLeads(
  state: HubspotState,
  { leads, owners }: { leads: readonly Lead[]; owners: Owners },
): void {
  for (const [place, lead] of leads.entries()) {
    const contact = state.records.contacts[state.worldIds[lead.contactKey]?.id ?? ''];
    if (contact === undefined) continue;
    const atMs = Date.parse(lead.createdAt);
    const id = String(firstLeadId + place);
    const record = insertRecord({ state }, { objectType: 'leads', id, createdAtMs: atMs });
    state.worldIds[lead.key] = { objectType: 'leads', id };
    const employee = owners.get(lead.ownerKey);
    setInitialValues(state, {
      record,
      atMs,
      sourceType: 'CRM_UI',
      employee,
      values: {
        hs_lead_name: lead.name,
        hs_pipeline: leadPipelineId,
        hubspot_owner_id: employee?.hubspotOwnerId ?? null,
      },
    });
    writeChanges({ record, lead, owners });
    tieLead(state, { record, contactId: contact.id, accountKey: lead.accountKey });
  }
}

function writeChanges({ record, lead, owners }: { record: CrmRecord; lead: Lead; owners: Owners }): void {
  for (const { at, property, value, source, employeeKey } of lead.changes) {
    const employee = employeeKey === null ? undefined : owners.get(employeeKey);
    const atMs = Date.parse(at);
    appendVersion(record, { property, version: versionBy({ sourceType: source, employee, value, atMs }) });
    record.updatedAtMs = Math.max(record.updatedAtMs, atMs);
  }
}

function tieLead(
  state: HubspotState,
  { record, contactId, accountKey }: { record: CrmRecord; contactId: string; accountKey: string },
): void {
  const toContact = { fromType: 'leads', fromId: record.id, toType: 'contacts', toId: contactId } as const;
  setAssociation(silentContext(state, record.createdAtMs), { ...toContact, types: [primaryContact()] });
  const companyId = state.worldIds[accountKey]?.id;
  if (companyId !== undefined) tieRecords(state, { record, toType: 'companies', toId: companyId });
}
