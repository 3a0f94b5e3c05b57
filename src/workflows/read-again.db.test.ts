import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findRecord } from '#modules/crm';
import { getEvent, receiveEvent } from '#modules/intake';
import { listDrifts } from '#modules/ledger';
import { SophiaError } from '#platform/errors';
import { contact, createChangeWorld, deal } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { waitUntil } from '#test/wait-until';
import { workContextOf } from '#test/work-context';
import { createReadAgain } from './read-again.ts';

const suite = await databaseForSuite();

interface Faults {
  readonly failing: Set<string>;
  code: 'vendor.refused' | 'vendor.unavailable';
  /** Records are given once this has come. */
  held: Promise<void> | null;
}

/** Five events wait: two of the deal, two of the contact, one of an object that is not read. */
async function createInbox() {
  const { ctx: plain, crm } = await createChangeWorld(suite);
  const { ctx } = workContextOf(plain);
  const asked: string[][] = [];
  const faults: Faults = { failing: new Set(), code: 'vendor.refused', held: null };
  const getRecords = crm.getRecords.bind(crm);
  crm.getRecords = async (input) => {
    asked.push([...input.externalIds]);
    await faults.held;
    if (input.externalIds.some((id) => faults.failing.has(id))) {
      throw new SophiaError(faults.code, 'Expected records, found none.');
    }
    return getRecords(input);
  };
  const ids: string[] = [];
  const named = [deal, deal, contact, contact, { objectType: null, externalId: '77' }];
  for (const [number, { objectType, externalId }] of named.entries()) {
    const { inboxId } = await receiveEvent({
      ctx,
      input: {
        source: 'hubspot',
        kind: 'any.propertyChange',
        dedupeKey: `event:${number}`,
        subject: externalId,
        payload: { objectType, externalIds: [externalId], associated: null },
        occurredAt: null,
      },
    });
    ids.push(inboxId);
  }
  const readAgain = createReadAgain();
  return {
    asked,
    faults,
    read: async (place: number) =>
      readAgain({ ctx, event: await getEvent({ ctx, input: { inboxId: ids[place] ?? '' } }) }),
    states: () => Promise.all(ids.map(async (inboxId) => (await getEvent({ ctx, input: { inboxId } })).state)),
  };
}

describe('events of the CRM that wait together', { concurrency: true }, () => {
  it('are read with the first of them, each record once, and those that can be are settled', async () => {
    const { read, asked, states } = await createInbox();
    await read(0);
    assert.deepEqual(asked, [['501'], ['301']]);
    assert.deepEqual(
      await states(),
      ['received', 'done', 'done', 'done', 'received'],
      'its own event is settled by its run',
    );
  });

  it('are read one by one where one of them fails, so that it stops no other', async () => {
    const { read, asked, faults, states } = await createInbox();
    faults.failing.add('301');
    await read(0);
    assert.deepEqual(asked, [['501'], ['301'], ['501']]);
    assert.deepEqual(
      await states(),
      Array.from({ length: 5 }, () => 'received'),
    );
    await assert.rejects(read(2), { code: 'vendor.refused' });
  });

  it('are asked for once where nothing answers', async () => {
    const { read, asked, faults } = await createInbox();
    faults.failing.add('501');
    faults.code = 'vendor.unavailable';
    await assert.rejects(read(0), { code: 'vendor.unavailable' });
    assert.deepEqual(asked, [['501']]);
  });

  it('are left alone by another one while they are being read', async () => {
    const { read, asked, faults } = await createInbox();
    const held = Promise.withResolvers<void>();
    faults.held = held.promise;
    const first = read(0);
    await waitUntil('the first is being read', { condition: () => asked.length === 1 });
    faults.held = null;
    await read(2);
    assert.deepEqual(asked, [['501'], ['301']], 'the second reads its own alone');
    held.resolve();
    await first;
    assert.deepEqual(asked, [['501'], ['301'], ['301']]);
  });
});

describe('an event of a lead', () => {
  it('is no fault of its own where leads are not to be read any more, which is said once', async () => {
    const { ctx: plain, crm } = await createChangeWorld(suite);
    const { ctx } = workContextOf(plain);
    const lead = { objectType: 'lead', externalId: '801' } as const;
    crm.seed(lead, { hs_lead_name: { value: 'Ana Ruiz', source: 'person' } });
    const readAgain = createReadAgain();
    async function change(number: number) {
      const { inboxId } = await receiveEvent({
        ctx,
        input: {
          source: 'hubspot',
          kind: 'lead.propertyChange',
          dedupeKey: `lead:${number}`,
          subject: lead.externalId,
          payload: { objectType: 'lead', externalIds: [lead.externalId], associated: null },
          occurredAt: null,
        },
      });
      await readAgain({ ctx, event: await getEvent({ ctx, input: { inboxId } }) });
    }
    await change(1);
    assert.notEqual(await findRecord({ ctx, input: lead }), null);
    crm.getRecords = () => Promise.reject(new SophiaError('vendor.missing-scope', 'HubSpot wants crm.objects.leads.'));
    await change(2);
    await change(3);
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.map(({ what, lines }) => [what, lines.map(({ label }) => label)]),
      [['scopes', ['Leads']]],
    );
    assert.notEqual(await findRecord({ ctx, input: lead }), null, 'what was read stays');
  });
});
