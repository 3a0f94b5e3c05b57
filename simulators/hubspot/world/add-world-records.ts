import type { Account, Contact, CrmActivity, World } from '../../world/schema.ts';
import { insertRecord, nextId } from '../records/create-record.ts';
import type { HubspotState } from '../state.ts';
import { addWorldDeals } from './add-world-deals.ts';
import { addWorldEmails } from './add-world-emails.ts';
import { addWorldLeads } from './add-world-leads.ts';
import { addCustomProperties } from './ensure-property.ts';
import type { Owners } from './owners.ts';
import { setInitialValues } from './set-initial-values.ts';
import { tieRecords } from './tie-records.ts';

const buyingRoles: Readonly<Record<NonNullable<Contact['buyingRole']>, string>> = {
  champion: 'CHAMPION',
  economic_buyer: 'BUDGET_HOLDER',
  technical: 'INFLUENCER',
  user: 'END_USER',
  blocker: 'BLOCKER',
  legal: 'LEGAL_AND_COMPLIANCE',
};
const meetingMs = 30 * 60_000;

/** Every account, contact, deal, activity and lead of the world that the CRM knows, with its ties. */
export function addWorldRecords(state: HubspotState, world: World): void {
  const owners = new Map(world.employees.map((employee) => [employee.key, employee]));
  const accounts = new Map(world.accounts.map((account) => [account.key, account]));
  addCustomProperties(state, world.customDealProperties);
  for (const account of world.accounts) addAccount(state, { account, owners });
  for (const contact of world.contacts) {
    addContact(state, { contact, account: accounts.get(contact.accountKey), owners, today: world.today });
  }
  addWorldDeals(state, { deals: world.deals, owners });
  for (const activity of world.activities) addActivity(state, { activity, owners });
  addWorldLeads(state, { leads: world.leads, owners });
  addWorldEmails(state, { world, owners });
}

function addAccount(state: HubspotState, { account, owners }: { account: Account; owners: Owners }): void {
  const atMs = Date.parse(account.createdAt);
  const record = insertRecord({ state }, { objectType: 'companies', id: nextId(state), createdAtMs: atMs });
  state.worldIds[account.key] = { objectType: 'companies', id: record.id };
  setInitialValues(state, {
    record,
    atMs,
    sourceType: account.duplicateOfKey === null ? 'CRM_UI' : 'IMPORT',
    employee: owners.get(account.ownerKey),
    values: {
      name: account.name,
      domain: account.domain,
      website: `https://${account.domain}`,
      city: account.city,
      state: account.state,
      timezone: account.timeZone,
      industry: account.industry,
      units_managed: String(account.units),
      segment: account.segment,
      phone: account.phone,
      lifecyclestage: account.isCustomer ? 'customer' : 'opportunity',
      hubspot_owner_id: owners.get(account.ownerKey)?.hubspotOwnerId ?? null,
    },
  });
}

function addContact(
  state: HubspotState,
  added: { contact: Contact; account: Account | undefined; owners: Owners; today: string },
): void {
  const { contact, account, owners } = added;
  if (contact.inCrmSince === null) return;
  const atMs = Date.parse(contact.inCrmSince);
  const id = nextId(state);
  state.worldIds[contact.key] = { objectType: 'contacts', id };
  const values = {
    firstname: contact.firstName,
    lastname: contact.lastName,
    email: contact.email,
    phone: contact.phone,
    jobtitle: contact.title,
    company: account?.name ?? null,
    lifecyclestage: account?.isCustomer === true ? 'customer' : 'opportunity',
    hs_buying_role: contact.buyingRole === null ? null : buyingRoles[contact.buyingRole],
    hubspot_owner_id: account === undefined ? null : (owners.get(account.ownerKey)?.hubspotOwnerId ?? null),
  };
  const companyId = state.worldIds[contact.accountKey]?.id;
  const sourceType = contact.duplicateOfKey === null ? 'CRM_UI' : 'IMPORT';
  if (atMs > Date.parse(added.today)) {
    const company = companyId === undefined ? [] : [{ objectType: 'companies' as const, id: companyId }];
    const known = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
    const form = { atMs, objectType: 'contacts', id, sourceType, associatedWith: company } as const;
    state.pending.push({ ...form, associatedWith: [...company], values: Object.fromEntries(known) });
    return;
  }
  const record = insertRecord({ state }, { objectType: 'contacts', id, createdAtMs: atMs });
  setInitialValues(state, { record, atMs, sourceType, values, employee: owners.get(account?.ownerKey ?? '') });
  if (companyId !== undefined) tieRecords(state, { record, toType: 'companies', toId: companyId });
}

function addActivity(state: HubspotState, { activity, owners }: { activity: CrmActivity; owners: Owners }): void {
  const atMs = Date.parse(activity.at);
  const objectType = ({ note: 'notes', email: 'emails', task: 'tasks', meeting: 'meetings' } as const)[activity.kind];
  const record = insertRecord({ state }, { objectType, id: nextId(state), createdAtMs: atMs });
  const owner = activity.ownerKey === null ? undefined : owners.get(activity.ownerKey);
  setInitialValues(state, {
    record,
    atMs,
    sourceType: 'CRM_UI',
    employee: owner,
    values: {
      hs_timestamp: new Date(atMs).toISOString(),
      hubspot_owner_id: owner?.hubspotOwnerId ?? null,
      ...activityValues(activity, atMs),
    },
  });
  state.worldIds[activity.key] = { objectType, id: record.id };
  for (const key of [activity.accountKey, activity.dealKey, ...activity.contactKeys]) {
    const other = key === null ? undefined : state.worldIds[key];
    if (other !== undefined) tieRecords(state, { record, toType: other.objectType, toId: other.id });
  }
}

function activityValues(activity: CrmActivity, atMs: number): Record<string, string | null> {
  const { subject, body } = activity;
  switch (activity.kind) {
    case 'note':
      return { hs_note_body: subject === '' ? body : `${subject}\n${body}` };
    case 'task':
      return {
        hs_task_subject: subject,
        hs_task_body: body,
        hs_task_status: activity.completed === true ? 'COMPLETED' : 'NOT_STARTED',
        hs_task_type: 'TODO',
      };
    case 'meeting':
      return {
        hs_meeting_title: subject,
        hs_meeting_body: body,
        hs_meeting_start_time: new Date(atMs).toISOString(),
        hs_meeting_end_time: new Date(atMs + meetingMs).toISOString(),
        hs_meeting_outcome: activity.completed === false ? 'SCHEDULED' : 'COMPLETED',
      };
    case 'email':
      return {
        hs_email_subject: subject,
        hs_email_text: body,
        hs_email_direction: activity.direction === 'incoming' ? 'INCOMING_EMAIL' : 'EMAIL',
        hs_email_status: 'SENT',
      };
  }
}
