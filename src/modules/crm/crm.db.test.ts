import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { auditRecords } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import {
  crmDuplicates,
  findCompaniesByDomain,
  findContactsByEmail,
  findDuplicates,
  findRecord,
  getDealOverview,
  getRecord,
  listDefinitions,
  listDuplicates,
  listRecords,
  resolveRecord,
  syncDefinitions,
  syncRecords,
} from './index.ts';

const suite = await crmSuite();
const { portal } = suite;

async function mirrored(): Promise<CrmTestContext> {
  const ctx = await suite.freshContext();
  await syncDefinitions({ ctx });
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'full' } });
  }
  return ctx;
}

async function idOf(ctx: CrmTestContext, key: string): Promise<string> {
  const externalId = await portal.idOf(key);
  const [kind = ''] = key.split('-');
  const objectType = kind === 'account' ? 'company' : kind === 'contact' ? 'contact' : 'deal';
  const record = await findRecord({ ctx, input: { objectType, externalId } });
  return record?.recordId ?? '';
}

describe('records of the CRM', () => {
  test('of a deal are shown with its company, contacts, owner, stage, and what may be written', async () => {
    const ctx = await mirrored();
    const recordId = await idOf(ctx, 'deal-alder');
    const overview = await getDealOverview({ ctx, input: { recordId } });
    assert.equal(overview.company?.recordId, await idOf(ctx, 'account-alder'));
    assert.deepEqual(
      overview.contacts.map((contact) => contact.recordId).sort(),
      [await idOf(ctx, 'contact-ana'), await idOf(ctx, 'contact-tom')].sort(),
    );
    assert.match(overview.owner?.name ?? '', /^Maya /u);
    assert.deepEqual([overview.pipeline?.label, overview.stage?.label], ['Sales Pipeline', 'Proposal']);
    assert.ok(overview.definitions.some(({ name }) => name === 'closedate'));
    const company = await getRecord({ ctx, input: { recordId: overview.company?.recordId ?? '' } });
    const notDeal = getDealOverview({ ctx, input: { recordId: company.recordId } });
    await assert.rejects(notDeal, { code: 'record.not-found', message: /to be a deal, found a company/u });
  });

  test('are found by any form of their address or domain, also by a further one', async () => {
    const primaryId = await portal.add({
      objectType: 'contact',
      values: { firstname: 'Noor', email: 'noor@alderpoint.example' },
    });
    const otherId = await portal.add({ objectType: 'contact', values: { email: 'noor@old.example' } });
    await portal.control('merge', { objectType: 'contacts', primaryId, otherId });
    const ctx = await mirrored();
    const ana = await getRecord({ ctx, input: { recordId: await idOf(ctx, 'contact-ana') } });
    const emails = [` ${(ana.email ?? '').toUpperCase()}`, 'NOOR@old.example', 'nobody@alder.example', 'no address'];
    const contacts = await findContactsByEmail({ ctx, input: { emails } });
    assert.deepEqual(contacts.map(({ name }) => name).sort(), [ana.name, 'Noor'].sort());
    const alder = await getRecord({ ctx, input: { recordId: await idOf(ctx, 'account-alder') } });
    const domains = [`https://www.${alder.domain}/about`, 'unknown.example'];
    const companies = await findCompaniesByDomain({ ctx, input: { domains } });
    assert.deepEqual(
      companies.map(({ recordId }) => recordId),
      [alder.recordId],
    );
    assert.deepEqual(await findContactsByEmail({ ctx, input: { emails: [] } }), []);
  });

  test('are listed by name a page at a time, and by owner, stage, closing day and a part of the name', async () => {
    const ctx = await mirrored();
    const names: (string | null)[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof listRecords>> = await listRecords({
        ctx,
        input: { objectType: 'deal', limit: 2, cursor },
      });
      names.push(...page.records.map(({ name }) => name));
      cursor = page.cursor;
      if (cursor === null) break;
    }
    const whole = await listRecords({ ctx, input: { objectType: 'deal', limit: 200, cursor: null } });
    assert.deepEqual(
      names,
      whole.records.map(({ name }) => name),
    );
    assert.ok(names.length > 2);
    const alder = await getRecord({ ctx, input: { recordId: await idOf(ctx, 'deal-alder') } });
    const base = { objectType: 'deal', limit: 50, cursor: null } as const;
    const asked = [
      { ...base, text: 'alder POINT' },
      { ...base, closing: { from: '2026-12-18', to: '2026-12-18' } },
      { ...base, ownerId: alder.ownerId ?? '', stage: 'proposal' },
    ];
    for (const input of asked) {
      const { records } = await listRecords({ ctx, input });
      assert.deepEqual(
        records.map(({ recordId }) => recordId),
        [alder.recordId],
        JSON.stringify(input),
      );
    }
    assert.deepEqual((await listRecords({ ctx, input: { ...base, text: '100%_' } })).records, []);
  });

  test('are meant by an id, a name or a part of it, and where it could be several they are named', async () => {
    const ctx = await mirrored();
    const alder = await getRecord({ ctx, input: { recordId: await idOf(ctx, 'deal-alder') } });
    for (const text of [alder.recordId, alder.externalId, 'alder point residential, 3,100 units', 'alder']) {
      assert.equal((await resolveRecord({ ctx, input: { objectType: 'deal', text } })).recordId, alder.recordId, text);
    }
    await assert.rejects(resolveRecord({ ctx, input: { objectType: 'deal', text: 'Cobble' } }), (error) => {
      assert.ok(error instanceof SophiaError && error.code === 'record.not-found');
      assert.match(
        error.message,
        /several: Cobble Hill Homes renewal \(\d+\); Cobble Hill Homes, 850 units|several: .*850/u,
      );
      assert.ok(Array.isArray(error.details['candidates']) && error.details['candidates'].length === 2);
      return true;
    });
    const none = resolveRecord({ ctx, input: { objectType: 'deal', text: 'Nobody' } });
    await assert.rejects(none, { code: 'record.not-found', message: 'Expected one deal for "Nobody", found none.' });
  });

  test('belong to one workspace', async () => {
    const ctx = await mirrored();
    const recordId = await idOf(ctx, 'deal-alder');
    const other = await suite.freshContext();
    await assert.rejects(getRecord({ ctx: other, input: { recordId } }), { code: 'record.not-found' });
    const input = { objectType: 'deal', limit: 10, cursor: null } as const;
    assert.deepEqual((await listRecords({ ctx: other, input })).records, []);
    assert.deepEqual(await listDefinitions({ ctx: other, input: { kind: 'owner', scope: null } }), []);
  });
});

describe('duplicates in the CRM', () => {
  test('are found with their evidence, cleared where nothing speaks for them, and never merged unasked', async () => {
    const values = { name: 'Wren House LLC', domain: 'wrenhouse.example' };
    const firstId = await portal.add({ objectType: 'company', values });
    await portal.advance(1000);
    const secondId = await portal.add({
      objectType: 'company',
      values: { name: 'Wren House', domain: 'wren.example' },
    });
    const ctx = await mirrored();
    assert.deepEqual(await findDuplicates({ ctx, input: { objectType: 'company' } }), {
      found: 1,
      cleared: 0,
      merged: 0,
    });
    const listing = { objectType: 'company', state: 'found', limit: 10 } as const;
    const [pair] = await listDuplicates({ ctx, input: listing });
    assert.deepEqual(
      [pair?.kept.externalId, pair?.other.externalId, pair?.confidence, pair?.evidence],
      [firstId, secondId, 0.7, [{ rule: 'same-name', value: 'wren house', confidence: 0.7 }]],
    );
    assert.equal((await findDuplicates({ ctx, input: { objectType: 'company' } })).found, 0);
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'duplicates.found')));
    assert.equal(audited.length, 1);
    await portal.advance(600_000);
    await portal.control('changes', { objectType: 'companies', id: secondId, property: 'name', value: 'Heron House' });
    await syncRecords({ ctx, input: { objectType: 'company', mode: 'incremental' } });
    assert.deepEqual(await findDuplicates({ ctx, input: { objectType: 'company' } }), {
      found: 0,
      cleared: 1,
      merged: 0,
    });
    await portal.control('merge', { objectType: 'companies', primaryId: firstId, otherId: secondId });
  });

  test('that a person has rejected are not found again; those the CRM has merged are settled', async () => {
    const ids: string[] = [];
    for (const email of [
      'zoe@larkspur.example',
      'zoe+old@larkspur.example',
      'kit@larkspur.example',
      'kit+a@larkspur.example',
    ]) {
      ids.push(await portal.add({ objectType: 'contact', values: { email } }));
      await portal.advance(1000);
    }
    const ctx = await mirrored();
    assert.equal((await findDuplicates({ ctx, input: { objectType: 'contact' } })).found, 2);
    const pairs = await listDuplicates({ ctx, input: { objectType: null, state: null, limit: 10 } });
    const zoe = pairs.find(({ kept }) => kept.externalId === ids[0]);
    await ctx.db
      .update(crmDuplicates)
      .set({ state: 'rejected' })
      .where(eq(crmDuplicates.id, zoe?.duplicateId ?? ''));
    await portal.control('merge', { objectType: 'contacts', primaryId: ids[2], otherId: ids[3] });
    await portal.advance(600_000);
    await syncRecords({ ctx, input: { objectType: 'contact', mode: 'full' } });
    assert.deepEqual(await findDuplicates({ ctx, input: { objectType: 'contact' } }), {
      found: 0,
      cleared: 0,
      merged: 1,
    });
    const states = await listDuplicates({ ctx, input: { objectType: 'contact', state: null, limit: 10 } });
    assert.deepEqual(states.map(({ state }) => state).sort(), ['merged', 'rejected']);
  });

  test('are looked for by the system and by nobody from the chat', async () => {
    const ctx = await suite.freshContext({
      actor: { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null },
    });
    await assert.rejects(findDuplicates({ ctx, input: { objectType: 'deal' } }), { code: 'access.denied' });
    const input = { objectType: null, state: null, limit: 5 };
    assert.deepEqual(await listDuplicates({ ctx, input }), []);
  });
});
