import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmRecordType } from '#contracts';
import type { Candidate } from './candidate.ts';
import { findPairs } from './find-pairs.ts';

interface Written {
  readonly id: string;
  readonly companyIds?: readonly string[];
  readonly open?: boolean;
  readonly properties: Readonly<Record<string, string | null>>;
}

/** What the rules find among these, as `kept other rule+rule`. */
function pairsIn(objectType: CrmRecordType, written: readonly Written[]): string[] {
  const candidates = written.map((one, place) => candidateOf({ objectType, one, place }));
  return findPairs({ objectType, candidates }).map(
    ({ kept, other, evidence }) =>
      `${kept.externalId} ${other.externalId} ${evidence
        .map(({ rule }) => rule)
        .sort()
        .join('+')}`,
  );
}

function candidateOf(made: { objectType: CrmRecordType; one: Written; place: number }): Candidate {
  const { objectType, one, place } = made;
  const { id, companyIds = [], open = true, properties } = one;
  const createdAt = new Date(Date.UTC(2026, 0, 1 + place)).toISOString();
  return {
    companyIds,
    open,
    record: {
      recordId: `rec_${id}`,
      objectType,
      externalId: id,
      properties,
      name: null,
      email: properties['email'] ?? null,
      domain: properties['domain'] ?? null,
      ownerId: null,
      createdAt,
      updatedAt: createdAt,
      archivedAt: null,
      vanishedAt: null,
      mergedInto: null,
      syncedAt: createdAt,
    },
  };
}

describe('duplicates among contacts', () => {
  it('are two forms of one address, and an address that the other has as a further one', () => {
    const pairs = pairsIn('contact', [
      { id: '1', properties: { email: 'ana@alder.example' } },
      { id: '2', properties: { email: 'ana+demo@alder.example' } },
      { id: '3', properties: { email: 'a.ruiz@alder.example', hs_additional_emails: 'x@y.example;ana@alder.example' } },
      { id: '4', properties: { email: 'tom@alder.example' } },
      { id: '5', properties: { email: null } },
      { id: '6', properties: { email: null } },
    ]);
    assert.deepEqual(pairs, ['1 2 same-email', '1 3 further-email']);
  });

  it('are one name in one company, however it is written', () => {
    const pairs = pairsIn('contact', [
      { id: '1', companyIds: ['c1'], properties: { firstname: 'José', lastname: "O'Neil" } },
      { id: '2', companyIds: ['c1', 'c2'], properties: { firstname: 'jose', lastname: 'ONeil ' } },
      { id: '3', companyIds: ['c3'], properties: { firstname: 'Jose', lastname: 'ONeil' } },
      { id: '4', companyIds: ['c1'], properties: { firstname: null, lastname: 'ONeil' } },
      { id: '5', properties: { firstname: 'Kim', lastname: 'Lee', company: 'Fern Court, Inc.' } },
      { id: '6', properties: { firstname: 'Kim', lastname: 'Lee', company: 'Fern Court' } },
    ]);
    assert.deepEqual(pairs, ['1 2 same-name-and-company', '5 6 same-name-and-company']);
  });

  it('are one number of people who can be one, and never everybody behind a switchboard', () => {
    const pairs = pairsIn('contact', [
      { id: '1', properties: { firstname: 'Ana', lastname: 'Ruiz', phone: '+1 (312) 555-0142' } },
      { id: '2', properties: { firstname: 'A.', lastname: 'Ruiz', mobilephone: '312.555.0142 ext. 7' } },
      { id: '3', properties: { firstname: 'Tom', lastname: 'Hale', phone: '312 555 0142' } },
      { id: '4', properties: { firstname: 'Ben', lastname: 'Ruiz', phone: '312-555-0142' } },
    ]);
    assert.deepEqual(pairs, ['1 2 same-phone-and-name']);
    const office = Array.from({ length: 8 }, (_, place) => ({
      id: `${place}`,
      properties: { firstname: 'Sam', lastname: 'Ortiz', phone: '555-0100 312' },
    }));
    assert.deepEqual(pairsIn('contact', office), []);
  });
});

describe('duplicates among companies', () => {
  it('are one domain or one name without its legal form, and surer where both agree', () => {
    const written = [
      { id: '1', properties: { name: 'Cobble Hill Homes, LLC', domain: 'www.cobblehill.example' } },
      { id: '2', properties: { name: 'Cobble Hill Homes', domain: 'https://cobblehill.example/contact' } },
      { id: '3', properties: { name: 'The Cobble Hill Homes Inc.', domain: null } },
      { id: '4', properties: { name: 'Alder Point', domain: 'gmail.com' } },
      { id: '5', properties: { name: 'Birch Row', domain: 'gmail.com' } },
    ];
    assert.deepEqual(pairsIn('company', written), ['1 2 same-domain+same-name', '1 3 same-name', '2 3 same-name']);
    const candidates = written.map((one, place) => candidateOf({ objectType: 'company', one, place }));
    const confidences = findPairs({ objectType: 'company', candidates }).map(({ confidence }) => confidence);
    assert.deepEqual(confidences, [0.97, 0.7, 0.7]);
  });
});

describe('duplicates among deals', () => {
  it('are open at once in one company with one name, or one sum in one pipeline', () => {
    const deal = { amount: '9600.00', pipeline: 'default' };
    const pairs = pairsIn('deal', [
      { id: '1', companyIds: ['c1'], properties: { ...deal, dealname: 'Cobble Hill renewal' } },
      { id: '2', companyIds: ['c1'], properties: { ...deal, amount: '9600', dealname: 'Cobble Hill: Renewal' } },
      { id: '3', companyIds: ['c1'], properties: { ...deal, dealname: 'Expansion' } },
      { id: '4', companyIds: ['c1'], open: false, properties: { ...deal, dealname: 'Cobble Hill renewal' } },
      { id: '5', companyIds: ['c2'], properties: { ...deal, dealname: 'Cobble Hill renewal' } },
      { id: '6', companyIds: ['c1'], properties: { ...deal, pipeline: 'other', dealname: 'Second' } },
      { id: '7', companyIds: ['c2'], properties: { pipeline: 'default', amount: '0', dealname: 'Third' } },
    ]);
    assert.deepEqual(pairs, ['1 2 same-amount+same-name', '1 3 same-amount', '2 3 same-amount']);
  });
});
