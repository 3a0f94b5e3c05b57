import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { z } from 'zod';
import { syncCursors } from '#modules/intake';
import { listDrifts } from '#modules/ledger';
import { auditRecords, outbox } from '#platform/db';
import { and, count, eq, like } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import {
  crmAssociations,
  crmDefinitions,
  crmDuplicates,
  crmPropertyChanges,
  crmRecords,
  findRecord,
  lastChangeOf,
  listAssociated,
  refreshRecords,
  syncDefinitions,
  syncRecords,
  syncRecordsPage,
} from '../index.ts';

const suite = await crmSuite();
const { portal } = suite;
const tables = { crmAssociations, crmDefinitions, crmDuplicates, crmPropertyChanges, crmRecords, syncCursors };

type ObjectType = 'company' | 'contact' | 'deal';
const plurals = { company: 'companies', contact: 'contacts', deal: 'deals' } as const;
const settleMs = 10 * 60_000;

async function rowOf(ctx: CrmTestContext, { objectType, id }: { objectType: ObjectType; id: string }) {
  const row = await findRecord({ ctx, input: { objectType, externalId: id } });
  assert.ok(row !== null, `${objectType} ${id} is in the mirror`);
  return row;
}

async function loadedCount(ctx: CrmTestContext): Promise<number> {
  const [row] = await ctx.db
    .select({ rows: count() })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), like(crmRecords.email, 'loaded-%')));
  return row?.rows ?? 0;
}

/** Somebody makes one contact of two; returns the id of what they are now. */
async function merge({ primaryId, otherId }: { primaryId: string; otherId: string }): Promise<string> {
  const answer = await portal.control('merge', { objectType: 'contacts', primaryId, otherId });
  return z.object({ id: z.string() }).parse(answer).id;
}

async function change(id: string, values: Readonly<Record<string, string>>): Promise<void> {
  await portal.control('changes', { objectType: 'deals', id, values });
}

const incrementalDeals = { objectType: 'deal', mode: 'incremental' } as const;

describe('the mirror of the CRM', () => {
  test('has the tables that the migrations made', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables });
  });

  test('begins with all there is, and then reads what has changed, with who changed it', async () => {
    const ctx = await suite.freshContext();
    for (const objectType of ['company', 'contact', 'deal'] as const) {
      const first = await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
      assert.ok(first.read > 0 && first.changed === first.read && first.vanished === 0, objectType);
    }
    const id = await portal.idOf('deal-alder');
    const { recordId, properties, name, ownerId } = await rowOf(ctx, { objectType: 'deal', id });
    assert.equal(name, 'Alder Point Residential, 3,100 units');
    assert.deepEqual([properties['amount'], properties['dealstage']], ['31000.00', 'proposal']);
    assert.ok(ownerId !== null);
    const byPerson = await lastChangeOf({ ctx, input: { recordId, property: 'dealstage' } });
    assert.deepEqual(
      [byPerson?.source, byPerson?.value, byPerson?.at],
      ['person', 'proposal', '2026-10-27T20:00:00.000Z'],
    );
    const contacts = await listAssociated({ ctx, input: { recordId, toType: 'contact' } });
    assert.equal(contacts.length, 2);
    await portal.advance(settleMs);
    assert.deepEqual(await syncRecords({ ctx, input: incrementalDeals }), { read: 0, changed: 0, vanished: 0 });
    await portal.crm.updateRecord({ objectType: 'deal', externalId: id, properties: { hs_next_step: 'Send terms' } });
    const second = await syncRecords({ ctx, input: incrementalDeals });
    assert.deepEqual(second, { read: 1, changed: 1, vanished: 0 });
    assert.equal((await lastChangeOf({ ctx, input: { recordId, property: 'hs_next_step' } }))?.source, 'sophia');
    assert.equal(await lastChangeOf({ ctx, input: { recordId, property: 'closed_lost_reason' } }), null);
    const again = await syncRecords({ ctx, input: incrementalDeals });
    assert.deepEqual([again.read, again.changed], [1, 0]);
  });

  test('passes over nothing where the index of the CRM lags behind', async () => {
    const ctx = await suite.freshContext();
    const id = await portal.idOf('deal-alder');
    await syncRecords({ ctx, input: incrementalDeals });
    await portal.advance(settleMs);
    await portal.control('search', { lagMs: 120_000 });
    await syncRecords({ ctx, input: incrementalDeals });
    await change(id, { amount: '39000' });
    const early = await syncRecords({ ctx, input: incrementalDeals });
    assert.equal(early.changed, 0);
    await portal.advance(130_000);
    const late = await syncRecords({ ctx, input: incrementalDeals });
    assert.equal(late.changed, 1);
    assert.equal((await rowOf(ctx, { objectType: 'deal', id })).properties['amount'], '39000');
    await portal.control('search', { lagMs: 0 });
  });

  test('knows what was archived within one cycle, and what came back', async () => {
    const ctx = await suite.freshContext();
    const id = await portal.add({ objectType: 'deal', values: { dealname: 'Birch Row', dealstage: 'discovery' } });
    await syncRecords({ ctx, input: incrementalDeals });
    await portal.advance(settleMs);
    await portal.control('archive', { objectType: 'deals', id });
    const cycle = await syncRecords({ ctx, input: incrementalDeals });
    assert.equal(cycle.changed, 1);
    const archived = await rowOf(ctx, { objectType: 'deal', id });
    assert.equal(archived.archivedAt, portal.clock.now().toISOString());
    await portal.advance(settleMs);
    await portal.control('restore', { objectType: 'deals', id });
    await syncRecords({ ctx, input: incrementalDeals });
    assert.equal((await rowOf(ctx, { objectType: 'deal', id })).archivedAt, null);
  });

  test('finds by a sweep what vanished without a word, and tells of it', async () => {
    const ctx = await suite.freshContext();
    const id = await portal.add({ objectType: 'company', values: { name: 'Fern Court', domain: 'ferncourt.example' } });
    await syncRecords({ ctx, input: { objectType: 'company', mode: 'full' } });
    await portal.control('vanish', { objectType: 'companies', id });
    await portal.advance(settleMs);
    assert.equal((await syncRecords({ ctx, input: { objectType: 'company', mode: 'incremental' } })).vanished, 0);
    const swept = await syncRecords({ ctx, input: { objectType: 'company', mode: 'sweep' } });
    assert.equal(swept.vanished, 1);
    const { vanishedAt, recordId } = await rowOf(ctx, { objectType: 'company', id });
    assert.equal(vanishedAt, portal.clock.now().toISOString());
    assert.equal((await syncRecords({ ctx, input: { objectType: 'company', mode: 'sweep' } })).vanished, 0);
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'crm.synced')));
    assert.ok(audited.some(({ details }) => JSON.stringify(details).includes(recordId)));
  });

  test('takes in a further property with its history once all is read again', async () => {
    const ctx = await suite.freshContext();
    const values = { name: 'Plover Lane', units_managed: '1200' };
    const id = await portal.add({ objectType: 'company', values });
    const input = { objectType: 'company', mode: 'full' } as const;
    await syncRecords({ ctx, input });
    const { recordId, properties } = await rowOf(ctx, { objectType: 'company', id });
    assert.equal(properties['units_managed'], undefined);
    await syncRecords({ ctx, input: { ...input, properties: ['units_managed'] } });
    assert.equal((await rowOf(ctx, { objectType: 'company', id })).properties['units_managed'], '1200');
    assert.equal((await lastChangeOf({ ctx, input: { recordId, property: 'units_managed' } }))?.source, 'person');
    await syncRecords({ ctx, input });
    assert.equal((await rowOf(ctx, { objectType: 'company', id })).properties['units_managed'], '1200');
  });

  test('knows which records were made one, and goes on with the first of them and its ties', async () => {
    const ctx = await suite.freshContext();
    const primaryId = await portal.add({ objectType: 'contact', values: { email: 'ivo@ferncourt.example' } });
    const otherId = await portal.add({ objectType: 'contact', values: { email: 'ivo.b@ferncourt.example' } });
    const dealId = await portal.add({
      objectType: 'deal',
      values: { dealname: 'Fern Court', dealstage: 'discovery' },
      associatedWith: [{ objectType: 'contact', id: otherId }],
    });
    for (const objectType of ['contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
    }
    await portal.advance(settleMs);
    const before = await rowOf(ctx, { objectType: 'contact', id: primaryId });
    const newId = await merge({ primaryId, otherId });
    await syncRecords({ ctx, input: { objectType: 'contact', mode: 'incremental' } });
    const kept = await rowOf(ctx, { objectType: 'contact', id: newId });
    const other = await rowOf(ctx, { objectType: 'contact', id: otherId });
    assert.equal(kept.recordId, before.recordId);
    assert.deepEqual([other.mergedInto, other.vanishedAt, kept.mergedInto], [kept.recordId, null, null]);
    assert.equal((await rowOf(ctx, { objectType: 'contact', id: primaryId })).mergedInto, kept.recordId);
    const told = await ctx.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.workspaceId, ctx.workspaceId), eq(outbox.type, 'record.merged')));
    assert.deepEqual(
      told.map(({ payload }) => payload),
      [{ type: 'record.merged', fromRecordId: other.recordId, intoRecordId: kept.recordId }],
    );
    const deal = await rowOf(ctx, { objectType: 'deal', id: dealId });
    const tied = await listAssociated({ ctx, input: { recordId: deal.recordId, toType: 'contact' } });
    assert.deepEqual(
      tied.map(({ recordId }) => recordId),
      [kept.recordId],
    );
    await syncRecords({ ctx, input: { objectType: 'contact', mode: 'sweep' } });
    assert.equal((await rowOf(ctx, { objectType: 'contact', id: otherId })).vanishedAt, null);
  });

  test('takes thousands that changed in one instant, a page at a time, also where the token ends in between', async () => {
    const crm = portal.connect({
      appId: null,
      credentials: {
        kind: 'oauth',
        clientId: 'hubspot-simulator-client',
        clientSecret: 'hubspot-simulator-secret',
        refreshToken: 'hubspot-simulator-refresh',
      },
    });
    const ctx = await suite.freshContext({ crm });
    const input = { objectType: 'contact', mode: 'incremental' } as const;
    await syncRecords({ ctx, input });
    await portal.advance(settleMs);
    await portal.control('load', { objectType: 'contacts', count: 900 });
    const first = await syncRecordsPage({ ctx, input });
    assert.deepEqual([first.read, first.done], [200, false]);
    await portal.advance(31 * 60_000);
    const rest = await syncRecords({ ctx, input });
    assert.ok(rest.changed >= 700);
    assert.equal(await loadedCount(ctx), 900);
    assert.equal((await syncRecords({ ctx, input })).changed, 0);
  });

  test('holds every tie of a record, and lets go of those that are untied', async () => {
    const ctx = await suite.freshContext();
    const dealId = await portal.add({ objectType: 'deal', values: { dealname: 'Sycamore', dealstage: 'discovery' } });
    const associatedWith = [{ objectType: 'deal', id: dealId }] as const;
    const contactIds: string[] = [];
    for (let place = 0; place < 240; place += 1) {
      const values = { firstname: 'Lee', lastname: `${place}`, email: `lee-${place}@sycamore.example` };
      contactIds.push(await portal.add({ objectType: 'contact', values, associatedWith }));
    }
    for (const objectType of ['contact', 'deal'] as const) {
      await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
    }
    const { recordId } = await rowOf(ctx, { objectType: 'deal', id: dealId });
    assert.equal((await listAssociated({ ctx, input: { recordId, toType: 'contact' } })).length, 240);
    const contact = await rowOf(ctx, { objectType: 'contact', id: contactIds[0] ?? '' });
    const deals = await listAssociated({ ctx, input: { recordId: contact.recordId, toType: 'deal' } });
    assert.deepEqual(
      deals.map(({ externalId }) => externalId),
      [dealId],
    );
    for (const id of contactIds.slice(0, 200)) {
      const path = `/crm/v4/objects/deals/${dealId}/associations/contacts/${id}`;
      const headers = { authorization: 'Bearer pat-na1-simulator' };
      assert.equal((await fetch(`${portal.url}${path}`, { method: 'DELETE', headers })).status, 204);
    }
    const { changed } = await refreshRecords({ ctx, input: { objectType: 'deal', externalIds: [dealId] } });
    assert.equal(changed, 1);
    assert.equal((await listAssociated({ ctx, input: { recordId, toType: 'contact' } })).length, 40);
  });

  test('keeps what went wrong, and goes on where it was once it is repaired', async () => {
    const ctx = await suite.freshContext();
    await portal.control('scopes', { scopes: ['crm.objects.contacts.read'] });
    await assert.rejects(syncRecords({ ctx, input: incrementalDeals }), { code: 'vendor.missing-scope' });
    const isHere = eq(syncCursors.workspaceId, ctx.workspaceId);
    const [failed] = await ctx.db.select().from(syncCursors).where(isHere);
    assert.match(JSON.stringify(failed?.problem), /crm\.objects\.deals\.read/u);
    assert.equal(failed?.lastSuccessAt, null);
    await portal.control('scopes', { scopes: everyScope });
    const repaired = await syncRecords({ ctx, input: incrementalDeals });
    assert.ok(repaired.changed > 0);
    const [row] = await ctx.db.select().from(syncCursors).where(isHere);
    assert.deepEqual([row?.problem, row?.lastCount], [null, repaired.read]);
  });

  test('says how the CRM describes itself otherwise than before', async () => {
    const ctx = await suite.freshContext();
    const first = await syncDefinitions({ ctx });
    assert.ok(first.owners > 1 && first.pipelines === 1 && first.properties > 30);
    assert.deepEqual(first.differences, []);
    assert.deepEqual((await syncDefinitions({ ctx })).differences, []);
    await portal.control('options', { objectType: 'deals', property: 'hs_priority', from: 'low', to: 'lowest' });
    await portal.control('options', {
      objectType: 'deals',
      property: 'dealstage',
      from: 'discovery',
      to: 'first_talk',
    });
    await portal.control('delete-property', { objectType: 'companies', property: 'industry' });
    const luis = (await portal.crm.listOwners()).find(({ email }) => email?.startsWith('luis') === true);
    const ownerId = luis?.externalId;
    await portal.control('archive-owner', { ownerId });
    const { differences } = await syncDefinitions({ ctx });
    assert.deepEqual(
      differences
        .filter(({ externalId }) => externalId !== 'dealstage')
        .map(({ kind, externalId, difference, before, after }) => [kind, externalId, difference, before, after]),
      [
        ['owner', ownerId, 'owner-left', luis?.email, luis?.email],
        ['pipeline', 'default', 'option-renamed', 'discovery', 'first_talk'],
        ['property', 'hs_priority', 'option-renamed', 'low', 'lowest'],
        ['property', 'industry', 'removed', 'industry', null],
      ],
    );
    await syncDefinitions({ ctx });
    const { drifts } = await listDrifts({ ctx, input: { since: '2026-01-01', limit: 10 } });
    assert.equal(drifts.length, 1, 'told of once');
    const told = drifts[0]?.lines.map(({ label, difference }) => `${label} ${difference}`) ?? [];
    for (const line of [
      /^Luis .* owner-left$/,
      /^Pipeline .* option-renamed$/,
      /^Deal Priority option-renamed$/,
      /^Company Industry removed$/,
    ]) {
      assert.ok(
        told.some((each) => line.test(each)),
        `${line.source} in ${told.join(', ')}`,
      );
    }
  });

  test('is brought up to date by the system, in one workspace, and by nobody who only reads', async () => {
    const ctx = await suite.freshContext();
    await syncRecords({ ctx, input: incrementalDeals });
    const other = await suite.freshContext();
    const id = await portal.idOf('deal-alder');
    assert.equal(await findRecord({ ctx: other, input: { objectType: 'deal', externalId: id } }), null);
    const actor = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null } as const;
    const reader = { ...ctx, actor };
    await assert.rejects(syncRecords({ ctx: reader, input: incrementalDeals }), { code: 'access.denied' });
    const input = { objectType: 'deal', externalIds: [id] } as const;
    await assert.rejects(refreshRecords({ ctx: reader, input: { ...input, externalIds: [id] } }), {
      code: 'access.denied',
    });
    assert.notEqual(await findRecord({ ctx: reader, input: { objectType: 'deal', externalId: id } }), null);
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'hubspot' } as const };
    const reading = findRecord({ ctx: webhook, input: { objectType: 'deal', externalId: id } });
    await assert.rejects(reading, { code: 'access.denied' });
  });

  test('says how to connect a CRM where there is none', async () => {
    const ctx = await suite.freshContext();
    const reason = 'HubSpot is not connected.';
    const crm = { state: 'off', reason, action: 'Set HUBSPOT_ACCESS_TOKEN.' } as const;
    const unconnected = { ...ctx, connections: { ...ctx.connections, crm } };
    await assert.rejects(syncRecords({ ctx: unconnected, input: incrementalDeals }), {
      code: 'vendor.off',
      message: 'HubSpot is not connected. Set HUBSPOT_ACCESS_TOKEN.',
    });
  });
});

const everyScope = [
  ...Object.values(plurals).flatMap((name) => [
    `crm.objects.${name}.read`,
    `crm.objects.${name}.write`,
    `crm.schemas.${name}.read`,
    `crm.schemas.${name}.write`,
  ]),
  'crm.objects.owners.read',
  'oauth',
];
