import type { SourceParty } from '#contracts';
import {
  addressesOf,
  type CrmRecordRow,
  findCompaniesByDomain,
  findCompaniesNamed,
  findContactsByEmail,
  listAssociatedOf,
  normalizeEmail,
} from '#modules/crm';
import { nameKey } from '#modules/people';
import type { Context } from '#platform/context';
import { companyDomain } from './company-domain.ts';
import type { CallLink } from './schema.ts';

export interface FoundRecords {
  readonly links: readonly CallLink[];
  readonly contacts: readonly CrmRecordRow[];
  readonly companies: readonly CrmRecordRow[];
}

/**
 * The contacts and companies that speak in a call: by address, then by domain, where nothing knows them by the company
 * in its title, then by name within the company.
 */
export async function findLinks({
  ctx,
  parties,
  title,
}: {
  ctx: Context;
  parties: readonly SourceParty[];
  title: string | null;
}): Promise<FoundRecords> {
  const outside = parties.filter(({ side }) => side !== 'internal');
  const byEmail = await contactsByEmail({ ctx, outside });
  const addressed = await companiesOf({ ctx, outside, contacts: byEmail.map(({ record }) => record) });
  const companies = addressed.length > 0 ? addressed : await companiesIn({ ctx, title });
  const known = new Set(byEmail.map(({ party }) => party));
  const unnamed = outside.filter((party) => !known.has(party) && party.name !== null);
  const byName = await contactsByName({ ctx, parties: unnamed, companies: companies.map(({ record }) => record) });
  const contacts = [...byEmail, ...byName];
  const links = [...contacts, ...companies].map(
    ({ record, party, ...link }): CallLink => ({
      ...link,
      objectType: record.objectType,
      recordId: record.recordId,
      name: record.name,
      party: party?.name ?? party?.email ?? null,
    }),
  );
  return {
    links: uniqueBy(links),
    contacts: contacts.map(({ record }) => record),
    companies: companies.map(({ record }) => record),
  };
}

interface Found extends Pick<CallLink, 'method' | 'confidence' | 'evidence'> {
  readonly record: CrmRecordRow;
  readonly party: SourceParty | null;
}

async function contactsByEmail({ ctx, outside }: { ctx: Context; outside: readonly SourceParty[] }): Promise<Found[]> {
  const emails = outside.flatMap(({ email }) => email ?? []);
  if (emails.length === 0) return [];
  const records = await findContactsByEmail({ ctx, input: { emails } });
  return outside.flatMap((party) => {
    const address = normalizeEmail(party.email);
    const known = records.filter((contact) => address !== null && addressesOf(contact).includes(address));
    const record = known.find(({ email }) => normalizeEmail(email) === address) ?? known[0];
    if (record === undefined) return [];
    const isFirst = normalizeEmail(record.email) === address;
    const evidence = `${party.email} is ${isFirst ? 'the' : 'a further'} address of this contact`;
    return [{ record, party, method: 'email' as const, confidence: 1, evidence }];
  });
}

async function companiesOf({
  ctx,
  outside,
  contacts,
}: {
  ctx: Context;
  outside: readonly SourceParty[];
  contacts: readonly CrmRecordRow[];
}): Promise<Found[]> {
  const found: Found[] = [];
  const recordIds = contacts.map(({ recordId }) => recordId);
  const employers = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['company'] } });
  for (const contact of contacts) {
    const companies = employers.get(contact.recordId) ?? [];
    const evidence = `${contact.name ?? 'a contact in the call'} belongs to it in the CRM`;
    for (const record of companies) {
      found.push({ record, party: null, method: 'association', confidence: 0.95, evidence });
    }
  }
  const domains = [...new Set(outside.flatMap(({ email }) => companyDomain(email) ?? []))];
  if (domains.length > 0) {
    for (const record of await findCompaniesByDomain({ ctx, input: { domains } })) {
      const evidence = `somebody in the call writes from ${record.domain}`;
      found.push({ record, party: null, method: 'domain', confidence: 0.9, evidence });
    }
  }
  const seen = new Set<string>();
  return found.filter(({ record }) => !seen.has(record.recordId) && seen.add(record.recordId));
}

/** Of two companies of which one's name holds the other's, the longer is meant; two that stand apart say nothing. */
async function companiesIn({ ctx, title }: { ctx: Context; title: string | null }): Promise<Found[]> {
  if (title === null || title === '') return [];
  const [record, ...others] = await findCompaniesNamed({ ctx, input: { text: title.slice(0, longestTitle) } });
  const name = record?.name?.toLowerCase() ?? '';
  if (record === undefined || others.some((other) => !name.includes(other.name?.toLowerCase() ?? '-'))) return [];
  return [{ record, party: null, method: 'name', confidence: 0.7, evidence: 'the title of the call names it' }];
}

const longestTitle = 1000;

async function contactsByName({
  ctx,
  parties,
  companies,
}: {
  ctx: Context;
  parties: readonly SourceParty[];
  companies: readonly CrmRecordRow[];
}): Promise<Found[]> {
  if (parties.length === 0) return [];
  const found: Found[] = [];
  const recordIds = companies.map(({ recordId }) => recordId);
  const employed = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['contact'] } });
  for (const company of companies) {
    const people = employed.get(company.recordId) ?? [];
    for (const party of parties) {
      const namesakes = people.filter(({ name }) => nameKey(name ?? '') === nameKey(party.name ?? '-'));
      const [record] = namesakes;
      if (record === undefined || namesakes.length > 1) continue;
      const evidence = `the only contact of ${company.name ?? 'the company'} who is called ${party.name}`;
      found.push({ record, party, method: 'name', confidence: 0.8, evidence });
    }
  }
  return found;
}

function uniqueBy(links: readonly CallLink[]): CallLink[] {
  const seen = new Set<string>();
  return links.filter(({ recordId }) => !seen.has(recordId) && seen.add(recordId));
}
