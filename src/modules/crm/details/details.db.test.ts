import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { auditRecords } from '#platform/db';
import { and, count, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { allScopes } from '#test/hubspot-portal';
import {
  crmAssociations,
  crmDetails,
  findRecord,
  listAssociated,
  listEmailsToNote,
  listLineItems,
  markEmailsNoted,
  refreshRecords,
  syncDetailsPage,
  syncRecords,
} from '../index.ts';
import { storeDetails } from './store-details.ts';

const suite = await crmSuite();
const { portal } = suite;
const settleMs = 10 * 60_000;

type Mode = 'incremental' | 'full' | 'sweep';

async function sync(ctx: CrmTestContext, mode: Mode = 'incremental') {
  const objectType = 'line_item';
  const total = { read: 0, changed: 0, vanished: 0 };
  for (;;) {
    const page = await syncDetailsPage({ ctx, input: { objectType, mode } });
    total.read += page.read;
    total.changed += page.changed;
    total.vanished += page.vanished;
    if (page.done) return total;
  }
}

async function syncDeals(ctx: CrmTestContext): Promise<void> {
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
  }
}

async function dealOf(ctx: CrmTestContext, id: string): Promise<string> {
  const row = await findRecord({ ctx, input: { objectType: 'deal', externalId: id } });
  assert.ok(row !== null);
  return row.recordId;
}

async function addItems(dealId: string, wanted: number): Promise<string[]> {
  const ids: string[] = [];
  for (let place = 1; place <= wanted; place += 1) {
    const values = { name: `Units, part ${place}`, quantity: '10', price: '2.50', amount: '25.00' };
    ids.push(
      await portal.add({ objectType: 'line_item', values, associatedWith: [{ objectType: 'deal', id: dealId }] }),
    );
  }
  return ids;
}

async function tiesOf(
  ctx: CrmTestContext,
  { dealId, toType }: { dealId: string; toType: 'line_item' | 'contact' },
): Promise<number> {
  const [row] = await ctx.db
    .select({ ties: count() })
    .from(crmAssociations)
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        eq(crmAssociations.fromType, 'deal'),
        eq(crmAssociations.fromExternalId, dealId),
        eq(crmAssociations.toType, toType),
      ),
    );
  return row?.ties ?? 0;
}

/** What HubSpot is asked by somebody who is not Sophia. */
async function ask(line: string, body: unknown): Promise<unknown> {
  const [method = '', path = ''] = line.split(' ');
  const headers = { authorization: 'Bearer pat-na1-simulator', 'content-type': 'application/json' };
  const response = await fetch(`${portal.url}${path}`, { method, headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${line}: ${response.status}`);
  return response.json();
}

async function newDeal(name: string): Promise<string> {
  return portal.add({ objectType: 'deal', values: { dealname: name, dealstage: 'discovery' } });
}

describe('what belongs to deals', () => {
  test('has the columns of its table', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { crmDetails } });
  });

  test('is stored whole: a deal with 240 line items and 3 contacts changes', async () => {
    const ctx = await suite.freshContext();
    const dealId = await newDeal('Larkspur Hill');
    const [firstItem = ''] = await addItems(dealId, 1);
    await syncDeals(ctx);
    await sync(ctx);
    await portal.advance(settleMs);
    await addItems(dealId, 239);
    for (const first of ['Ana', 'Ben', 'Cleo']) {
      const values = { firstname: first, email: `${first}@larkspur.example` };
      await portal.add({ objectType: 'contact', values, associatedWith: [{ objectType: 'deal', id: dealId }] });
    }
    await portal.control('changes', { objectType: 'deals', id: dealId, values: { amount: '6000' } });
    await syncDeals(ctx);
    const recordId = await dealOf(ctx, dealId);
    assert.deepEqual(
      [await tiesOf(ctx, { dealId, toType: 'line_item' }), await tiesOf(ctx, { dealId, toType: 'contact' })],
      [240, 3],
    );
    const { lineItems } = await listLineItems({ ctx, input: { recordId } });
    assert.equal(lineItems.length, 240);
    assert.equal(new Set(lineItems.map(({ externalId }) => externalId)).size, 240);
    assert.deepEqual(lineItems[0], {
      externalId: firstItem,
      name: 'Units, part 1',
      quantity: '10',
      price: '2.50',
      amount: '25.00',
      currency: null,
      productId: null,
    });
    assert.equal((await listAssociated({ ctx, input: { recordId, toType: 'contact' } })).length, 3);
    const again = await sync(ctx);
    assert.equal(again.read, 240);
    assert.equal((await listLineItems({ ctx, input: { recordId } })).lineItems.length, 240);
  });

  test('is read with the very event that names the deal, and goes with what is taken off it', async () => {
    const ctx = await suite.freshContext();
    const dealId = await newDeal('Fern Court');
    const [itemId = ''] = await addItems(dealId, 2);
    await syncDeals(ctx);
    await sync(ctx);
    const recordId = await dealOf(ctx, dealId);
    await addItems(dealId, 1);
    await refreshRecords({ ctx, input: { objectType: 'deal', externalIds: [dealId] } });
    assert.equal((await listLineItems({ ctx, input: { recordId } })).lineItems.length, 3);
    await portal.advance(settleMs);
    await portal.control('archive', { objectType: 'line_items', id: itemId });
    await sync(ctx);
    assert.equal((await listLineItems({ ctx, input: { recordId } })).lineItems.length, 2);
    assert.equal(await tiesOf(ctx, { dealId, toType: 'line_item' }), 2);
  });

  test('finds by a sweep what vanished without a word', async () => {
    const ctx = await suite.freshContext();
    const dealId = await newDeal('Birch Row');
    const [itemId = ''] = await addItems(dealId, 1);
    await syncDeals(ctx);
    await sync(ctx);
    await portal.control('vanish', { objectType: 'line_items', id: itemId });
    const { vanished } = await sync(ctx, 'sweep');
    assert.equal(vanished, 1);
    const recordId = await dealOf(ctx, dealId);
    assert.deepEqual(await listLineItems({ ctx, input: { recordId } }), { lineItems: [] });
    const where = and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'crm.synced'));
    const audited = await ctx.db.select().from(auditRecords).where(where);
    assert.ok(audited.some(({ details }) => JSON.stringify(details).includes('"line_item"')));
  });

  test('keeps what somebody says a contact is to a deal', async () => {
    const ctx = await suite.freshContext();
    const dealId = await newDeal('Plover Lane');
    const contactId = await portal.add({ objectType: 'contact', values: { email: 'dora@plover.example' } });
    const made = await ask('POST /crm/v4/associations/deals/contacts/labels', {
      label: 'Decision maker',
      name: 'decision_maker',
    });
    const types = z.object({ results: z.array(z.object({ typeId: z.coerce.number() })) }).parse(made).results;
    await ask(`PUT /crm/v4/objects/deals/${dealId}/associations/contacts/${contactId}`, [
      { associationCategory: 'USER_DEFINED', associationTypeId: types[0]?.typeId },
    ]);
    await syncDeals(ctx);
    const tied = await listAssociated({ ctx, input: { recordId: await dealOf(ctx, dealId), toType: 'contact' } });
    assert.deepEqual(
      tied.map(({ labels }) => labels),
      [['Decision maker']],
    );
  });

  test('is passed over where the app may not read it, and the deals are read all the same', async () => {
    const ctx = await suite.freshContext();
    const dealId = await newDeal('Heron Bay');
    await addItems(dealId, 1);
    try {
      await portal.control('scopes', { scopes: allScopes.filter((scope) => !scope.includes('line_items')) });
      await syncDeals(ctx);
      assert.deepEqual(await sync(ctx), { read: 0, changed: 0, vanished: 0 });
      const input = { recordId: await dealOf(ctx, dealId) };
      assert.deepEqual(await listLineItems({ ctx, input }), { lineItems: [] });
    } finally {
      await portal.control('scopes', { scopes: allScopes });
    }
  });

  test('has an e-mail noted anew once it was moved to another deal, and not where nothing changed', async () => {
    const ctx = await suite.freshContext();
    const times = { createdAt: '2026-09-01T08:00:00.000Z', updatedAt: '2026-09-01T08:00:00.000Z', archivedAt: null };
    const record = {
      objectType: 'email' as const,
      externalId: '71',
      properties: { hs_email_text: 'Hello.' },
      ...times,
    };
    async function store(dealId: string) {
      const from = { objectType: 'email' as const, externalId: '71' };
      const ties = [{ from, to: { objectType: 'deal' as const, externalId: dealId }, labels: [] }];
      const read = { records: [record], ties, gone: [] };
      await storeDetails({ ctx, source: 'hubspot', objectType: 'email', read });
      return (await listEmailsToNote({ ctx, input: { limit: 10 } })).emails.map(({ emailId }) => emailId);
    }
    const emailIds = await store('501');
    assert.equal(emailIds.length, 1);
    await markEmailsNoted({ ctx, input: { emailIds } });
    assert.deepEqual(await store('501'), []);
    assert.deepEqual(await store('502'), emailIds);
  });
});
