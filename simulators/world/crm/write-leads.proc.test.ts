import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seeds, sharedWorld, today } from '../testing/shared-world.ts';

describe('the leads of the world', () => {
  const worlds = seeds.map(sharedWorld);

  it('are one a contact of the CRM, owned by somebody who sells and is still there', () => {
    for (const { leads, contacts, accounts, employees, truth } of worlds) {
      const people = new Map(contacts.map((contact) => [contact.key, contact]));
      for (const { contactKey, accountKey, ownerKey, name, createdAt, changes } of leads) {
        const contact = people.get(contactKey);
        assert.ok(contact !== undefined && contact.accountKey === accountKey);
        assert.ok(accounts.some(({ key }) => key === accountKey));
        assert.ok(contact.inCrmSince !== null && contact.inCrmSince <= createdAt && contact.leftAt === null);
        assert.ok(name.startsWith(`${contact.firstName} ${contact.lastName}`));
        const owner = employees.find(({ key }) => key === ownerKey);
        assert.ok(owner?.role === 'representative' && owner.leftAt === null);
        const instants = changes.map(({ at }) => at);
        assert.deepEqual(instants, instants.toSorted());
        assert.ok(createdAt <= (instants[0] ?? '') && (instants.at(-1) ?? '') <= `${today}T08:00:00Z`);
      }
      assert.equal(new Set(leads.map(({ contactKey }) => contactKey)).size, leads.length);
      assert.deepEqual(
        truth.leads.map(({ leadKey, contactKey }) => [leadKey, contactKey]),
        leads.map(({ key, contactKey }) => [key, contactKey]),
      );
    }
  });

  it('are open for whoever has spoken at a company without a deal', () => {
    for (const { deals, calls, contacts, truth } of worlds) {
      const withDeal = new Set(deals.map(({ accountKey }) => accountKey));
      const accountOf = new Map(contacts.map(({ key, accountKey }) => [key, accountKey]));
      const alone = truth.leads.filter(({ callKeys }) => callKeys.length > 0);
      assert.ok(alone.length >= 3, `${alone.length} leads with a call and no deal`);
      for (const { contactKey, state, callKeys } of alone) {
        assert.equal(state, 'open');
        assert.ok(!withDeal.has(accountOf.get(contactKey) ?? ''));
        for (const callKey of callKeys) {
          const call = calls.find(({ key }) => key === callKey);
          assert.equal(call?.dealKey, null);
          assert.ok(call.parties.some((party) => party.contactKey === contactKey && party.speakerId !== null));
        }
      }
    }
  });

  it('are in every stage, and those that are qualified have become a deal at that instant', () => {
    for (const { leads, deals, truth } of worlds) {
      const stages = leads.map(({ changes }) => changes.findLast(({ property }) => property === 'hs_pipeline_stage'));
      assert.deepEqual([...new Set(stages.map((change) => change?.value))].toSorted(), [
        'attempting-stage-id',
        'connected-stage-id',
        'new-stage-id',
        'qualified-stage-id',
        'unqualified-stage-id',
      ]);
      for (const [place, { state, dealKey }] of truth.leads.entries()) {
        const deal = deals.find(({ key }) => key === dealKey);
        assert.equal(deal !== undefined, state === 'qualified');
        if (deal !== undefined) assert.equal(stages[place]?.at, deal.createdAt);
      }
    }
  });
});
