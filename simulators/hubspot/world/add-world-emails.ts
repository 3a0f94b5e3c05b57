import type { Email, World } from '../../world/schema.ts';
import { insertRecord } from '../records/create-record.ts';
import { deriveEnds } from '../records/derive-ends.ts';
import type { HubspotState } from '../state.ts';
import type { Owners } from './owners.ts';
import { setInitialValues } from './set-initial-values.ts';
import { tieRecords } from './tie-records.ts';

/** Counted apart and below all others, so that they shift no id of another record. */
const firstEmailId = 28_000_000_001;

/** The e-mails of the world that say something, each tied to its deal, contact and company. */
export function addWorldEmails(state: HubspotState, { world, owners }: { world: World; owners: Owners }): void {
  for (const [place, email] of world.emails.entries()) {
    const atMs = Date.parse(email.at);
    const id = String(firstEmailId + place);
    const record = insertRecord({ state }, { objectType: 'emails', id, createdAtMs: atMs });
    const employee = owners.get(email.ownerKey);
    const values = {
      hs_timestamp: email.at,
      hs_email_subject: email.subject,
      hs_email_text: email.text,
      hs_email_html: email.html,
      hs_email_direction: email.direction === 'incoming' ? 'INCOMING_EMAIL' : 'EMAIL',
      hs_email_status: 'SENT',
      hs_email_headers: headsOf({ world, email, owners }),
      hubspot_owner_id: employee?.hubspotOwnerId ?? null,
    };
    setInitialValues(state, { record, atMs, sourceType: 'CRM_UI', employee, values });
    deriveEnds({ nowMs: atMs }, record);
    state.worldIds[email.key] = { objectType: 'emails', id };
    for (const key of [email.dealKey, email.accountKey, email.contactKey]) {
      const other = state.worldIds[key];
      if (other !== undefined) tieRecords(state, { record, toType: other.objectType, toId: other.id });
    }
  }
}

function headsOf({ world, email, owners }: { world: World; email: Email; owners: Owners }): string {
  const contact = world.contacts.find(({ key }) => key === email.contactKey);
  const employee = owners.get(email.ownerKey);
  const [buyer, seller] = [contact, employee].map((one) => ({
    email: one?.email ?? '',
    firstName: one?.firstName ?? '',
    lastName: one?.lastName ?? '',
  }));
  const isIncoming = email.direction === 'incoming';
  return JSON.stringify({ from: isIncoming ? buyer : seller, to: [isIncoming ? seller : buyer] });
}
