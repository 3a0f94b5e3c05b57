import type { z } from 'zod';
import { CrmRecordType } from '#contracts';
import { normalizeDomain, normalizeEmail, normalizeName, normalizePhone, splitValues } from '../normalize.ts';
import { type Candidate, type DuplicatePair, pairByRules } from './candidate.ts';

/** Kinds of records that may be there twice. Whoever has two leads is one contact, and found among these. */
export const ComparedType = CrmRecordType.exclude(['lead']);
type ComparedType = z.infer<typeof ComparedType>;

/** Records of one type that seem to be one, with what speaks for it. */
export function findPairs({
  objectType,
  candidates,
}: {
  objectType: CrmRecordType;
  candidates: readonly Candidate[];
}): DuplicatePair[] {
  const type = ComparedType.safeParse(objectType);
  return type.success ? pairByRules({ candidates, rules: rules[type.data] }) : [];
}

const rules = {
  contact: [
    { name: 'same-email', confidence: 0.9, keysOf: plainEmails, largestGroup: 10 },
    { name: 'further-email', confidence: 0.95, keysOf: allEmails, largestGroup: 10, isCompatible: sharesFurtherEmail },
    { name: 'same-name-and-company', confidence: 0.7, keysOf: namesInCompanies, largestGroup: 10 },
    { name: 'same-phone-and-name', confidence: 0.8, keysOf: phones, largestGroup: 6, isCompatible: mayBeOnePerson },
  ],
  company: [
    { name: 'same-domain', confidence: 0.9, keysOf: domains, largestGroup: 10 },
    { name: 'same-name', confidence: 0.7, keysOf: companyNames, largestGroup: 10 },
  ],
  deal: [
    { name: 'same-name', confidence: 0.8, keysOf: dealNames, largestGroup: 10 },
    { name: 'same-amount', confidence: 0.6, keysOf: dealAmounts, largestGroup: 10 },
  ],
} as const satisfies Readonly<Record<ComparedType, Parameters<typeof pairByRules>[0]['rules']>>;

function emailsOf({ record }: Candidate): string[] {
  const { email, hs_additional_emails: further } = record.properties;
  return [email, ...splitValues(further)].flatMap((address) => normalizeEmail(address) ?? []);
}

/** `ana+demo@alder.example` goes to `ana@alder.example`; dots are left, because they count in most mailboxes. */
function plainEmails({ record }: Candidate): string[] {
  const [name = '', domain = ''] = (record.email ?? '').split('@');
  return domain === '' ? [] : [`${name.replace(/\+.*$/u, '')}@${domain.replace(/^(mail|email)\./u, '')}`];
}

function allEmails(candidate: Candidate): string[] {
  return emailsOf(candidate);
}

/** One of the two has the other's address as a further one; the first addresses are another rule's matter. */
function sharesFurtherEmail(first: Candidate, second: Candidate): boolean {
  return (
    first.record.email !== second.record.email && emailsOf(first).some((email) => emailsOf(second).includes(email))
  );
}

function namesInCompanies({ record, companyIds }: Candidate): string[] {
  const { firstname, lastname, company } = record.properties;
  const name = normalizeName(`${firstname ?? ''} ${lastname ?? ''}`);
  if ((firstname ?? '') === '' || (lastname ?? '') === '') return [];
  const companies = companyIds.length > 0 ? companyIds : [bareCompanyName(company)].filter((text) => text !== '');
  return companies.map((at) => `${name} | ${at}`);
}

function phones({ record }: Candidate): string[] {
  const { phone, mobilephone } = record.properties;
  return [phone, mobilephone].flatMap((text) => normalizePhone(text) ?? []);
}

/** A number is often an office's: the names must be able to be one person's, such as `A. Ruiz` and `Ana Ruiz`. */
function mayBeOnePerson(first: Candidate, second: Candidate): boolean {
  const [one, other] = [first, second].map(({ record }) => ({
    first: normalizeName(record.properties['firstname']),
    last: normalizeName(record.properties['lastname']),
  }));
  if (one === undefined || other === undefined) return false;
  if (one.last === '' || other.last === '' || one.last !== other.last) return false;
  return one.first.startsWith(other.first.slice(0, 1)) || other.first === '' || one.first === '';
}

function domains({ record }: Candidate): string[] {
  const { domain, hs_additional_domains: further } = record.properties;
  const all = [domain, ...splitValues(further)].flatMap((text) => normalizeDomain(text) ?? []);
  return all.filter((text) => !sharedDomains.has(text));
}

/** Many companies have their page or mailbox there. */
const sharedDomains: ReadonlySet<string> = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'facebook.com',
  'linkedin.com',
  'sites.google.com',
]);

function companyNames({ record }: Candidate): string[] {
  const name = bareCompanyName(record.properties['name']);
  return name.length < 3 ? [] : [name];
}

/** The legal form says nothing about who it is. */
function bareCompanyName(text: string | null | undefined): string {
  return normalizeName(text)
    .replace(/^the /u, '')
    .replace(/( (inc|incorporated|llc|llp|lp|ltd|limited|corp|corporation|co|company|plc|gmbh|pllc|pc))+$/u, '');
}

function dealNames({ record, companyIds, open }: Candidate): string[] {
  const name = normalizeName(record.properties['dealname']);
  return open && name !== '' ? companyIds.map((id) => `${id} | ${name}`) : [];
}

/** Two of one sum in one pipeline of one company, open at once. */
function dealAmounts({ record, companyIds, open }: Candidate): string[] {
  const { amount, pipeline } = record.properties;
  const sum = Number(amount ?? '');
  return open && sum > 0 ? companyIds.map((id) => `${id} | ${pipeline ?? ''} | ${sum}`) : [];
}
