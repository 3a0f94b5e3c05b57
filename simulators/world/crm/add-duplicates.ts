import { addDays } from '../base/calendar.ts';
import type { Random } from '../base/random.ts';
import { nextPhone, type Registry } from '../people/create-account.ts';
import type { Account, Contact, Deal, WorldTruth } from '../schema.ts';

interface DuplicateInput {
  readonly random: Random;
  readonly today: string;
  readonly accounts: readonly Account[];
  readonly contacts: readonly Contact[];
  readonly deals: readonly Deal[];
  readonly registry: Registry;
}

interface Duplicates {
  readonly accounts: Account[];
  readonly contacts: Contact[];
  readonly deals: Deal[];
  readonly truth: WorldTruth['duplicates'];
}

/** What an import of an old list left: companies, people and deals a second time, spelled a little differently. */
export function addDuplicates({ random, today, accounts, contacts, deals, registry }: DuplicateInput): Duplicates {
  const importedAt = `${addDays(today, -37)}T14:05:00Z`;
  const second: Account[] = random
    .shuffle(accounts)
    .slice(0, 3)
    .map((account, index) => ({
      ...account,
      key: `${account.key}/import`,
      name:
        [`${account.name}, LLC`, account.name.toUpperCase(), account.name.replace(/ \w+$/, '')][index] ?? account.name,
      domain: index === 0 ? account.domain : account.domain.replace('.example', '-apts.example'),
      phone: index === 1 ? nextPhone(registry) : account.phone,
      createdAt: importedAt,
      channelName: null,
      isCustomer: false,
      duplicateOfKey: account.key,
    }));
  const people: Contact[] = random
    .shuffle(contacts.filter(({ email, inCrmSince }) => email !== null && inCrmSince !== null))
    .slice(0, 5)
    .map((contact, index) => ({
      ...contact,
      key: `${contact.key}/import`,
      email: importedEmail({ contact, index }),
      firstName: index === 2 ? contact.firstName.slice(0, 1) : contact.firstName,
      phone: index === 1 ? contact.phone : null,
      buyingRole: null,
      inCrmSince: importedAt,
      duplicateOfKey: contact.key,
    }));
  const opportunities: Deal[] = random
    .shuffle(deals.filter(({ changes }) => isOpen(changes)))
    .slice(0, 3)
    .map((deal) => copyDeal({ deal, importedAt }));
  return {
    accounts: second,
    contacts: people,
    deals: opportunities,
    truth: [
      ...second.map(({ key, duplicateOfKey }) => pair('account', [key, duplicateOfKey ?? ''])),
      ...people.map(({ key, duplicateOfKey }) => pair('contact', [key, duplicateOfKey ?? ''])),
      ...opportunities.map(({ key, duplicateOfKey }) => pair('deal', [key, duplicateOfKey ?? ''])),
    ],
  };
}

function pair(kind: 'account' | 'contact' | 'deal', keys: [string, string]): WorldTruth['duplicates'][number] {
  return { kind, keys };
}

function importedEmail({ contact, index }: { contact: Contact; index: number }): string | null {
  const own = `${contact.firstName}.${contact.lastName}@mailbox.example`.toLowerCase();
  return index === 0 ? null : index === 1 ? own : (contact.email?.replace('@', '+old@') ?? null);
}

function isOpen(changes: Deal['changes']): boolean {
  return !/^(closed|renewed|churned)/.test(changes.findLast(({ property }) => property === 'dealstage')?.value ?? '');
}

/** The import brought the first values again, on the day it ran. */
function copyDeal({ deal, importedAt }: { deal: Deal; importedAt: string }): Deal {
  const first = deal.changes.filter(({ at, property }) => at === deal.createdAt && property !== 'hs_priority');
  const name = deal.name.replace(' - ', ' ');
  return {
    ...deal,
    key: `${deal.key}/import`,
    name,
    contactKeys: deal.contactKeys.slice(0, 1),
    changes: first.map((change) => ({
      ...change,
      at: importedAt,
      value: change.property === 'dealname' ? name : change.value,
      source: 'IMPORT',
      employeeKey: null,
    })),
    createdAt: importedAt,
    duplicateOfKey: deal.key,
  };
}
