import { primaryTypeOf } from '../associations/defined-types.ts';
import type { ObjectType } from '../object-types.ts';
import type { Association, CrmRecord, HubspotState } from '../state.ts';
import type { WriteContext } from '../write-context.ts';
import { appendVersion } from './append-version.ts';
import { readProperty } from './read-property.ts';
import { indexOf, tiesKey } from './record-index.ts';

type Moment = Pick<WriteContext, 'state' | 'nowMs'>;

/** A lead repeats who its primary contact is and the name of its company; changes of a lead's contact or company reach it. */
export function refreshLeads(moment: Moment, changed: Pick<CrmRecord, 'objectType' | 'id'>): void {
  if (changed.objectType === 'leads') refreshLead(moment, changed.id);
  if (changed.objectType !== 'contacts' && changed.objectType !== 'companies') return;
  for (const { toId } of tiesOf(moment.state, { from: changed, toType: 'leads' })) refreshLead(moment, toId);
}

function refreshLead({ state, nowMs }: Moment, id: string): void {
  const lead = state.records.leads[id];
  if (lead === undefined) return;
  for (const [property, value] of Object.entries(valuesOf(state, lead))) {
    if ((lead.versions[property]?.at(-1)?.value ?? '') === value) continue;
    const version = { value, atMs: nowMs, sourceType: 'CALCULATED', sourceId: null, userId: null } as const;
    appendVersion(lead, { property, version });
    lead.updatedAtMs = Math.max(lead.updatedAtMs, nowMs);
  }
}

function valuesOf(state: HubspotState, lead: CrmRecord): Record<string, string> {
  const primary = primaryTypeOf({ from: 'leads', to: 'contacts' })?.typeId;
  const contactTie = tiesOf(state, { from: lead, toType: 'contacts' }).find(({ types }) =>
    types.some(({ category, typeId }) => category === 'HUBSPOT_DEFINED' && typeId === primary),
  );
  const [companyTie] = tiesOf(state, { from: lead, toType: 'companies' });
  const contact = state.records.contacts[contactTie?.toId ?? ''];
  const company = state.records.companies[companyTie?.toId ?? ''];
  return {
    hs_associated_contact_firstname: textOf(contact, 'firstname'),
    hs_associated_contact_lastname: textOf(contact, 'lastname'),
    hs_associated_contact_email: textOf(contact, 'email'),
    hs_associated_company_name: textOf(company, 'name'),
    hs_associated_company_domain: textOf(company, 'domain'),
  };
}

function textOf(record: CrmRecord | undefined, name: string): string {
  return record === undefined ? '' : (readProperty(record, { name }) ?? '');
}

function tiesOf(
  state: HubspotState,
  { from, toType }: { from: Pick<CrmRecord, 'objectType' | 'id'>; toType: ObjectType },
): Association[] {
  const keys = indexOf(state).ties.get(tiesKey({ fromType: from.objectType, fromId: from.id, toType })) ?? [];
  return [...keys].flatMap((key) => state.associations[key] ?? []);
}
