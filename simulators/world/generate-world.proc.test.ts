import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { generateWorld } from './index.ts';
import { type Call, World } from './schema.ts';
import { seeds, sharedWorld, today } from './testing/shared-world.ts';

describe('the generated world', () => {
  let worlds: World[] = [];

  before(() => {
    worlds = seeds.map(sharedWorld);
  });

  function allCalls(world: World): Call[] {
    return [...world.calls, ...world.upcomingCalls];
  }

  it('fits the form', () => {
    for (const world of worlds) {
      assert.deepEqual(World.parse(world), world);
    }
  });

  it('is the same for the same seed and day, and another for another', () => {
    const [first = generateWorld({ seed: 'first', today })] = worlds;
    assert.equal(JSON.stringify(generateWorld({ seed: 'first', today })), JSON.stringify(first));
    assert.notDeepEqual(worlds[2]?.calls, first.calls);
    assert.notDeepEqual(worlds[1]?.accounts, first.accounts);
  });

  it('has the default size', () => {
    for (const world of worlds) {
      between(world.accounts.length, [58, 72]);
      between(world.accounts.filter(({ isCustomer }) => isCustomer).length, [18, 22]);
      between(world.contacts.length, [170, 240]);
      between(world.deals.length, [68, 76]);
      between(world.calls.length, [140, 185]);
      between(world.upcomingCalls.length, [20, 36]);
      between(world.activities.length, [450, 700]);
      assert.equal(world.employees.length, 14);
      assert.equal(world.channels.length, 20);
    }
  });

  it('refers only to what is there', () => {
    for (const world of worlds) {
      const employees = keysOf(world.employees);
      const accounts = keysOf(world.accounts);
      const contacts = keysOf(world.contacts);
      const deals = keysOf(world.deals);
      const calls = keysOf(allCalls(world));
      const commitments = new Set(
        allCalls(world).flatMap(({ truth }) => truth.commitments.map(({ commitmentKey }) => commitmentKey)),
      );
      known(employees, [
        ...world.employees.map(({ managerKey }) => managerKey),
        ...world.accounts.map(({ ownerKey }) => ownerKey),
        ...world.deals.map(({ ownerKey }) => ownerKey),
        ...world.deals.flatMap(({ changes }) => changes.map(({ employeeKey }) => employeeKey)),
        ...world.activities.map(({ ownerKey }) => ownerKey),
        ...world.channels.flatMap(({ memberKeys }) => memberKeys),
        ...allCalls(world).flatMap(({ primaryEmployeeKey, parties }) => [
          primaryEmployeeKey,
          ...parties.map(({ employeeKey }) => employeeKey),
        ]),
      ]);
      known(accounts, [
        ...world.contacts.map(({ accountKey }) => accountKey),
        ...world.deals.map(({ accountKey }) => accountKey),
        ...world.activities.map(({ accountKey }) => accountKey),
        ...allCalls(world).map(({ accountKey }) => accountKey),
        ...world.accounts.map(({ duplicateOfKey }) => duplicateOfKey),
      ]);
      known(contacts, [
        ...world.deals.flatMap(({ contactKeys }) => contactKeys),
        ...world.activities.flatMap(({ contactKeys }) => contactKeys),
        ...allCalls(world).flatMap(({ parties }) => parties.map(({ contactKey }) => contactKey)),
        ...world.truth.departures.map(({ contactKey }) => contactKey),
      ]);
      known(deals, [
        ...allCalls(world).map(({ dealKey }) => dealKey),
        ...world.activities.map(({ dealKey }) => dealKey),
        ...world.truth.warnings.map(({ dealKey }) => dealKey),
        ...world.truth.contradictions.map(({ dealKey }) => dealKey),
      ]);
      known(calls, [
        ...world.truth.promises.flatMap(({ madeInCallKey, shownInCallKey }) => [madeInCallKey, shownInCallKey]),
        ...world.truth.departures.map(({ toldInCallKey }) => toldInCallKey),
      ]);
      known(
        commitments,
        world.truth.promises.map(({ commitmentKey }) => commitmentKey),
      );
      const sent = new Map(world.activities.map((activity) => [activity.key, activity]));
      for (const { outcome, shownInActivityKey } of world.truth.promises) {
        if (shownInActivityKey === null) continue;
        const activity = sent.get(shownInActivityKey);
        assert.ok(outcome === 'kept' && (activity?.kind === 'email' || activity?.completed === true));
      }
      assert.equal(world.truth.promises.length, commitments.size);
    }
  });

  it('keeps to the options of its pipelines and of its own properties, in the order of time', () => {
    for (const world of worlds) {
      for (const { pipelineId, changes, key } of world.deals) {
        const stages = world.pipelines.find(({ id }) => id === pipelineId)?.stages.map(({ id }) => id) ?? [];
        for (const [index, { property, value, at }] of changes.entries()) {
          assert.ok(at >= (changes[index - 1]?.at ?? ''), `${key}: ${at} is out of order`);
          assert.ok(at <= `${today}T08:00:00Z`, `${key}: ${at} has not come`);
          const options =
            property === 'dealstage'
              ? stages
              : world.customDealProperties.find(({ name }) => name === property)?.options.map((option) => option.value);
          assert.ok(options === undefined || options.length === 0 || options.includes(value), `${property}: ${value}`);
        }
        assert.ok(!changes.some(({ property }) => property === 'next_steps' || property === 'risk_factors'));
      }
    }
  });

  it('says who changed a deal: people for what they did, nobody for machines', () => {
    for (const { deals } of worlds) {
      const changes = deals.flatMap((deal) => deal.changes);
      assert.deepEqual([...new Set(changes.map(({ source }) => source))].toSorted(), [
        'API',
        'AUTOMATION_PLATFORM',
        'CRM_UI',
        'IMPORT',
        'INTEGRATION',
      ]);
      assert.ok(changes.every(({ source, employeeKey }) => (source === 'CRM_UI') === (employeeKey !== null)));
    }
  });

  it('uses only addresses under .example and telephone numbers that belong to nobody', () => {
    for (const world of worlds) {
      const text = JSON.stringify(world);
      for (const [, domain = ''] of text.matchAll(/@([\w.-]+\.[a-z]+)/g)) {
        assert.ok(domain.endsWith('.example'), domain);
      }
      assert.ok(world.accounts.every(({ domain }) => domain.endsWith('.example')));
      assert.doesNotMatch(text, /https?:|www\./);
      for (const [number] of text.matchAll(/\+1 [\d ]+/g)) {
        assert.match(number, /^\+1 \d{3} 555 01\d\d$/);
      }
    }
  });

  it('has people that the vendors know by different addresses, and people that the CRM does not know', () => {
    for (const world of worlds) {
      assert.ok(world.employees.filter(({ otherEmails }) => otherEmails.length > 0).length >= 4);
      assert.ok(world.employees.filter(({ leftAt }) => leftAt !== null).length === 2);
      const parties = world.calls.flatMap((call) => call.parties);
      const contacts = new Map(world.contacts.map((contact) => [contact.key, contact]));
      const strangers = parties.filter(
        ({ contactKey, affiliation }) => contactKey === null && affiliation === 'External',
      );
      const others = parties.filter(
        ({ contactKey, email }) => contactKey !== null && email !== contacts.get(contactKey)?.email,
      );
      assert.ok(strangers.length >= 3, `${strangers.length} strangers`);
      assert.ok(others.length >= 5, `${others.length} by another address`);
      assert.ok(world.calls.filter(({ isPrivate }) => isPrivate).length >= 2);
      assert.ok(world.contacts.some(({ inCrmSince }) => inCrmSince === null));
      assert.ok(world.contacts.some(({ inCrmSince }) => inCrmSince !== null && inCrmSince > '2026-10'));
    }
  });

  it('has nobody in Slack under another address than in the CRM who owns a deal, so that whoever a card names can decide', () => {
    for (const world of worlds) {
      const owners = new Set(world.deals.map(({ ownerKey }) => ownerKey));
      const here = world.employees.filter(({ key, leftAt }) => owners.has(key) && leftAt === null);
      assert.ok(here.length >= 4);
      for (const { email, slackEmail } of here) assert.equal(slackEmail, email);
    }
  });

  it('has every stage, fate of a promise, kind of contradiction and warning', () => {
    for (const world of worlds) {
      const stages = new Set(
        world.deals.map(({ changes }) => changes.findLast(({ property }) => property === 'dealstage')?.value),
      );
      for (const stage of [
        'appointmentscheduled',
        'qualifiedtobuy',
        'presentationscheduled',
        'decisionmakerboughtin',
      ]) {
        assert.ok(stages.has(stage), stage);
      }
      for (const stage of ['contractsent', 'closedwon', 'closedlost', 'renewal_discussion', 'renewed', 'churned']) {
        assert.ok(stages.has(stage), stage);
      }
      for (const outcome of ['kept', 'broken', 'open']) {
        const count = world.truth.promises.filter((promise) => promise.outcome === outcome).length;
        assert.ok(count >= 5, `${count} promises are ${outcome}`);
      }
      assert.ok(world.truth.contradictions.length >= 10, `${world.truth.contradictions.length} contradictions`);
      const properties = new Set(world.truth.contradictions.map(({ property }) => property));
      assert.deepEqual([...properties].toSorted(), [
        'amount',
        'closedate',
        'dealstage',
        'hs_next_step',
        'main_competitor',
      ]);
      assert.equal(new Set(world.truth.warnings.map(({ kind }) => kind)).size, 8);
      assert.ok(world.truth.departures.length >= 3);
      assert.deepEqual([...new Set(world.truth.duplicates.map(({ kind }) => kind))].toSorted(), [
        'account',
        'contact',
        'deal',
      ]);
    }
  });

  it('speaks in the outside voice in a third of the calls', () => {
    for (const { calls } of worlds) {
      const share = calls.filter(({ phrasing }) => phrasing === 'outside').length / calls.length;
      assert.ok(share > 0.25 && share < 0.42, `a share of ${share}`);
    }
  });
});

function between(count: number, [least, most]: readonly [number, number]): void {
  assert.ok(count >= least && count <= most, `expected ${least} to ${most}, found ${count}`);
}

function keysOf(items: readonly { readonly key: string }[]): Set<string> {
  const keys = new Set(items.map(({ key }) => key));
  assert.equal(keys.size, items.length, 'keys are unique');
  return keys;
}

function known(keys: ReadonlySet<string>, references: readonly (string | null)[]): void {
  for (const reference of references) {
    assert.ok(reference === null || keys.has(reference), `${reference} is unknown`);
  }
}
