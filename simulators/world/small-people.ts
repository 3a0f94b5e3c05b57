import type { Account, CallParty, Contact, Employee } from './schema.ts';

const common = { otherEmails: [], phone: null, leftAt: null };

/** Four people of Tidewater Ledger, who sell payment and collection software to property managers. */
export const smallEmployees: readonly Employee[] = [
  {
    ...common,
    key: 'employee-maya',
    firstName: 'Maya',
    lastName: 'Okafor',
    email: 'maya.okafor@tidewaterledger.example',
    gongEmail: 'maya.okafor@tidewaterledger.example',
    slackEmail: 'maya.okafor@tidewaterledger.example',
    title: 'Account Executive',
    role: 'representative',
    managerKey: 'employee-dana',
    timeZone: 'America/Chicago',
    phone: '+1 312-555-0111',
    gongUserId: '7100000000000000001',
    hubspotOwnerId: '61001',
    hubspotUserId: '9100001',
    slackUserId: 'U0MAYA0001',
  },
  {
    ...common,
    key: 'employee-luis',
    firstName: 'Luis',
    lastName: 'Ferrer',
    email: 'luis.ferrer@tidewaterledger.example',
    gongEmail: 'lferrer@tidewaterledger.example',
    slackEmail: 'luis.ferrer@tidewaterledger.example',
    otherEmails: ['lferrer@tidewaterledger.example'],
    title: 'Account Executive',
    role: 'representative',
    managerKey: 'employee-dana',
    timeZone: 'America/New_York',
    gongUserId: '7100000000000000002',
    hubspotOwnerId: '61002',
    hubspotUserId: '9100002',
    slackUserId: 'U0LUIS0002',
  },
  {
    ...common,
    key: 'employee-dana',
    firstName: 'Dana',
    lastName: 'Whitfield',
    email: 'dana.whitfield@tidewaterledger.example',
    gongEmail: 'dana.whitfield@tidewaterledger.example',
    slackEmail: 'dana.whitfield@tidewaterledger.example',
    title: 'Director of Sales',
    role: 'manager',
    managerKey: null,
    timeZone: 'America/Chicago',
    gongUserId: '7100000000000000003',
    hubspotOwnerId: '61003',
    hubspotUserId: '9100003',
    slackUserId: 'U0DANA0003',
  },
  {
    ...common,
    key: 'employee-priya',
    firstName: 'Priya',
    lastName: 'Natarajan',
    email: 'priya.natarajan@tidewaterledger.example',
    gongEmail: 'priya.natarajan@tidewaterledger.example',
    slackEmail: 'priya.natarajan@tidewaterledger.example',
    title: 'Customer Success Manager',
    role: 'customer_success',
    managerKey: 'employee-dana',
    timeZone: 'America/Denver',
    gongUserId: '7100000000000000004',
    hubspotOwnerId: null,
    hubspotUserId: null,
    slackUserId: 'U0PRIYA004',
  },
];

export const smallAccounts: readonly Account[] = [
  {
    key: 'account-alder',
    name: 'Alder Point Residential',
    domain: 'alderpoint.example',
    city: 'Tulsa',
    state: 'OK',
    timeZone: 'America/Chicago',
    units: 3100,
    segment: 'mid',
    industry: 'REAL_ESTATE',
    phone: '+1 918-555-0140',
    ownerKey: 'employee-maya',
    isCustomer: false,
    createdAt: '2026-08-03T15:00:00Z',
    channelName: 'acct-alder-point',
    duplicateOfKey: null,
  },
  {
    key: 'account-cobble',
    name: 'Cobble Hill Homes',
    domain: 'cobblehillhomes.example',
    city: 'Albany',
    state: 'NY',
    timeZone: 'America/New_York',
    units: 850,
    segment: 'small',
    industry: 'REAL_ESTATE',
    phone: null,
    ownerKey: 'employee-luis',
    isCustomer: true,
    createdAt: '2025-04-14T13:30:00Z',
    channelName: null,
    duplicateOfKey: null,
  },
];

const stays = { leftAt: null, duplicateOfKey: null, phone: null };

export const smallContacts: readonly Contact[] = [
  {
    ...stays,
    key: 'contact-ana',
    accountKey: 'account-alder',
    firstName: 'Ana',
    lastName: 'Ruiz',
    email: 'ana.ruiz@alderpoint.example',
    phone: '+1 918-555-0141',
    title: 'VP of Operations',
    buyingRole: 'champion',
    inCrmSince: '2026-08-03T15:05:00Z',
  },
  {
    ...stays,
    key: 'contact-tom',
    accountKey: 'account-alder',
    firstName: 'Tom',
    lastName: 'Beckett',
    email: 'tom.beckett@alderpoint.example',
    title: 'Controller',
    buyingRole: 'economic_buyer',
    inCrmSince: '2026-09-20T18:00:00Z',
  },
  {
    ...stays,
    key: 'contact-june',
    accountKey: 'account-alder',
    firstName: 'June',
    lastName: 'Park',
    email: 'june.park@alderpoint.example',
    title: 'IT Manager',
    buyingRole: 'technical',
    inCrmSince: null,
  },
  {
    ...stays,
    key: 'contact-sam',
    accountKey: 'account-cobble',
    firstName: 'Sam',
    lastName: 'Whitlock',
    email: 'sam@cobblehillhomes.example',
    title: 'Owner',
    buyingRole: 'economic_buyer',
    inCrmSince: '2025-04-14T13:31:00Z',
  },
  {
    ...stays,
    key: 'contact-rosa',
    accountKey: 'account-cobble',
    firstName: 'Rosa',
    lastName: 'Delgado',
    email: 'rosa@cobblehillhomes.example',
    title: 'Property Manager',
    buyingRole: 'user',
    inCrmSince: '2025-05-02T10:00:00Z',
  },
];

/** An employee as a party of a call; the speaker id is null for one who did not speak. */
export function ourParty(key: string, speakerId: string | null): CallParty {
  const employee = smallEmployees.find((candidate) => candidate.key === key);
  if (employee === undefined) throw new Error(`There is no employee ${key} in the small world.`);
  const { firstName, lastName, gongEmail: email, phone, title } = employee;
  const name = `${firstName} ${lastName}`;
  return { speakerId, employeeKey: key, contactKey: null, name, email, phone, title, affiliation: 'Internal' };
}

export function theirParty(key: string, speakerId: string | null): CallParty {
  const contact = smallContacts.find((candidate) => candidate.key === key);
  if (contact === undefined) throw new Error(`There is no contact ${key} in the small world.`);
  const { firstName, lastName, email, phone, title } = contact;
  const name = `${firstName} ${lastName}`;
  return { speakerId, employeeKey: null, contactKey: key, name, email, phone, title, affiliation: 'External' };
}
