import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  crmAssociations,
  crmRecords,
  findRecord,
  listActivitiesOf,
  listAssociated,
  syncActivities,
  syncDefinitions,
  syncRecords,
} from '#modules/crm';
import { callLinks } from '#modules/matching';
import { configureWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { auditRecords, outbox } from '#platform/db';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { shippedPolicy } from '#test/change-world';
import { countStatements } from '#test/count-statements';
import { type CrmTestContext, crmSuite } from '#test/crm-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { dealWarnings, getWarning, listWarnings, watchDeals } from './index.ts';
import type { WatchContext } from './watch-context.ts';

const suite = await crmSuite();
const { portal } = suite;
const dayMs = 24 * 3_600_000;

async function read(ctx: CrmTestContext): Promise<void> {
  for (const objectType of ['company', 'contact', 'deal'] as const) {
    await syncRecords({ ctx, input: { objectType, mode: 'incremental' } });
  }
  while (!(await syncActivities({ ctx })).done);
}

async function mirrored(): Promise<CrmTestContext & WatchContext> {
  const ctx = { ...(await suite.freshContext()), policy: shippedPolicy };
  await syncDefinitions({ ctx });
  await read(ctx);
  return ctx;
}

async function dealNamed(ctx: Context, key: string): Promise<string> {
  const externalId = await portal.idOf(key);
  return (await findRecord({ ctx, input: { objectType: 'deal', externalId } }))?.recordId ?? '';
}

async function kindsOf(ctx: Context, recordId: string): Promise<string[]> {
  const { warnings } = await listWarnings({ ctx, input: { recordId, kind: null, standing: true, limit: 50 } });
  return warnings.map(({ kind }) => kind).sort();
}

/** Deals on each of which the same contact is, of whom a call of them all says that they left. */
async function leftDeals(ctx: CrmTestContext, count: number): Promise<void> {
  const { workspaceId } = ctx;
  const now = ctx.clock.now();
  const at = new Date(now.getTime() - 200 * dayMs);
  const common = { workspaceId, source: 'hubspot', createdAtSource: at, updatedAtSource: at, syncedAt: at };
  const contactId = `${workspaceId}-contact`;
  await ctx.db.insert(crmRecords).values([
    { ...common, id: contactId, objectType: 'contact', externalId: 'c1', name: 'Ines Vale', properties: {} },
    ...Array.from({ length: count }, (_, place) => ({
      ...common,
      id: `${workspaceId}-${place}`,
      objectType: 'deal' as const,
      externalId: `${place}`,
      name: `Deal ${place}`,
      properties: { dealstage: 'discovery' },
    })),
  ]);
  const parties = [partyOf({ side: 'external', name: 'Somebody New', speakerId: '2' })];
  const startedAt = new Date(now.getTime() - dayMs).toISOString();
  const callId = await storeCall({
    ctx,
    externalId: 'left',
    startedAt,
    parties,
    texts: ['Well, Ines left last week.'],
  });
  for (let place = 0; place < count; place += 1) {
    const tie = { fromType: 'deal', fromExternalId: `${place}`, toType: 'contact', toExternalId: 'c1' } as const;
    await ctx.db.insert(crmAssociations).values({ ...tie, workspaceId, source: 'hubspot', syncedAt: at });
    const link = { objectType: 'deal', recordId: `${workspaceId}-${place}`, method: 'association', confidence: 1 };
    const id = ctx.ids.create('callLink');
    await ctx.db.insert(callLinks).values({ id, workspaceId, callId, ...link, evidence: 'test', createdAt: now });
  }
}

describe('watching deals', () => {
  it('has the columns of its table', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { dealWarnings } });
  });

  it('raises what holds once, and clears it with the reason once it is cured', async () => {
    const ctx = await mirrored();
    const recordId = await dealNamed(ctx, 'deal-cobble-renewal');
    const first = await watchDeals({ ctx });
    assert.equal(first.isFirst, true);
    assert.deepEqual(await kindsOf(ctx, recordId), ['no_activity', 'no_next_step', 'stuck_in_stage']);
    const closed = await dealNamed(ctx, 'deal-cobble-first');
    assert.deepEqual(await kindsOf(ctx, closed), [], 'a closed deal has none');
    const again = await watchDeals({ ctx });
    assert.deepEqual([again.raised, again.cleared, again.isFirst], [[], [], false]);

    const dealId = await portal.idOf('deal-cobble-renewal');
    await portal.advance(dayMs);
    await portal.control('records', {
      objectType: 'emails',
      values: { hs_timestamp: portal.clock.now().toISOString(), hs_email_direction: 'INCOMING_EMAIL' },
      associations: [{ objectType: 'deals', id: dealId }],
    });
    await portal.control('changes', { objectType: 'deals', id: dealId, values: { hs_next_step: 'Send the terms' } });
    await portal.advance(dayMs);
    await read(ctx);
    const activities =
      (await listActivitiesOf({ ctx, input: { recordIds: [recordId] } })).get(recordId)?.activities ?? [];
    assert.ok(activities.some(({ kind, direction }) => kind === 'email' && direction === 'incoming'));
    assert.ok(activities.some(({ kind, done }) => kind === 'task' && done === false));
    const cured = await watchDeals({ ctx });
    assert.ok(cured.cleared.length >= 2);
    assert.deepEqual(await kindsOf(ctx, recordId), ['stuck_in_stage']);
    const { warnings } = await listWarnings({ ctx, input: { recordId, kind: null, standing: false, limit: 50 } });
    const ended = warnings.find(({ kind }) => kind === 'no_next_step');
    assert.equal(ended?.clearedBecause, 'A next step is written down.');
    assert.deepEqual(await getWarning({ ctx, input: { warningId: ended.warningId } }), ended);
    const events = await ctx.db.select().from(outbox).where(eq(outbox.workspaceId, ctx.workspaceId));
    const types = events.map(({ type }) => type);
    assert.ok(types.includes('warning.raised') && types.includes('warning.cleared'));
    const audited = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'warnings.tracked')));
    assert.ok(audited.some(({ resource }) => JSON.stringify(resource).includes(recordId)));
  });

  it('reads in a call that a contact has left', async () => {
    const ctx = await mirrored();
    const recordId = await dealNamed(ctx, 'deal-alder');
    const [contact] = await listAssociated({ ctx, input: { recordId, toType: 'contact' } });
    const first = contact?.name?.split(' ')[0] ?? '';
    const words = `Well, ${first} left last week.`;
    const tom = partyOf({ side: 'external', name: 'Somebody New', speakerId: '2' });
    const startedAt = new Date(portal.clock.now().getTime() - dayMs).toISOString();
    const callId = await storeCall({ ctx, externalId: 'departure', startedAt, parties: [tom], texts: [words] });
    const link = { objectType: 'deal', recordId, method: 'association', confidence: 1, evidence: 'test' };
    const { workspaceId } = ctx;
    await ctx.db
      .insert(callLinks)
      .values({ id: ctx.ids.create('callLink'), workspaceId, callId, ...link, createdAt: ctx.clock.now() });
    await watchDeals({ ctx });
    const input = { recordId, kind: 'champion_left' as const, standing: true, limit: 5 };
    const [warning] = (await listWarnings({ ctx, input })).warnings;
    assert.deepEqual(warning?.evidence, [
      { type: 'quote', callId, quote: words, speaker: 'Somebody New', turn: 0, startMs: 0 },
    ]);
  });

  it('reads the deals together: in as many statements however many there are, with who is on them and who left', async () => {
    const counts: number[] = [];
    for (const deals of [1, 60]) {
      const ctx = { ...(await suite.freshContext()), policy: shippedPolicy };
      await syncDefinitions({ ctx });
      await leftDeals(ctx, deals);
      const { raised } = await watchDeals({ ctx });
      const input = { recordId: null, kind: 'champion_left' as const, standing: true, limit: 100 };
      assert.equal((await listWarnings({ ctx, input })).warnings.length, deals);
      assert.ok(raised.length >= deals);
      counts.push(await countStatements({ database: suite.database, work: () => watchDeals({ ctx }) }));
    }
    assert.equal(counts[1], counts[0]);
  });

  it('clears all of a deal that is closed', async () => {
    const ctx = await mirrored();
    const id = await portal.add({ objectType: 'deal', values: { dealname: 'Birch Row', dealstage: 'discovery' } });
    await portal.advance(60 * dayMs);
    await read(ctx);
    await watchDeals({ ctx });
    const recordId = (await findRecord({ ctx, input: { objectType: 'deal', externalId: id } }))?.recordId ?? '';
    assert.ok((await kindsOf(ctx, recordId)).includes('stuck_in_stage'));
    await portal.control('changes', { objectType: 'deals', id, values: { dealstage: 'closedlost' } });
    await portal.advance(dayMs);
    await read(ctx);
    await watchDeals({ ctx });
    assert.deepEqual(await kindsOf(ctx, recordId), []);
  });

  it('looks for a next step also in the field that the policy names', async () => {
    const ctx = { ...(await suite.freshContext()), policy: shippedPolicy };
    const { workspaceId } = ctx;
    await syncDefinitions({ ctx });
    await leftDeals(ctx, 1);
    await ctx.db
      .update(crmRecords)
      .set({
        properties: { dealstage: 'discovery', plan: 'Maya: sends the packet' },
        activitiesSyncedAt: ctx.clock.now(),
      })
      .where(and(eq(crmRecords.workspaceId, workspaceId), eq(crmRecords.objectType, 'deal')));
    await watchDeals({ ctx });
    assert.ok((await kindsOf(ctx, `${workspaceId}-0`)).includes('no_next_step'));
    const fields = { ...shippedPolicy.fields, nextSteps: 'plan' };
    await watchDeals({ ctx: { ...ctx, policy: { ...shippedPolicy, fields } } });
    assert.ok(!(await kindsOf(ctx, `${workspaceId}-0`)).includes('no_next_step'));
  });

  it('takes the days that the workspace gives a stage', async () => {
    const ctx = await mirrored();
    const operator = { ...ctx, actor: { type: 'operator', name: 'test' } as const };
    const asked = { proposal: { stuckDays: 3650 }, discovery: { stuckDays: 3650 } };
    const settings = { internalDomains: [], internalNames: [], competitors: [], products: [], lexicons: {} };
    await configureWorkspace({ ctx: operator, input: { ...settings, dealLimits: asked } });
    await watchDeals({ ctx });
    const { warnings } = await listWarnings({ ctx, input: { recordId: null, kind: null, standing: true, limit: 500 } });
    assert.ok(warnings.length > 0);
    assert.ok(warnings.every(({ kind }) => kind !== 'stuck_in_stage'));
  });

  it('shows a workspace nothing of another, and lets nobody without the right look or watch', async () => {
    const ctx = await mirrored();
    const { raised } = await watchDeals({ ctx });
    const warningId = raised[0]?.warningId ?? '';
    const other = { ...(await suite.freshContext()), policy: shippedPolicy };
    assert.deepEqual(
      (await listWarnings({ ctx: other, input: { recordId: null, kind: null, standing: false, limit: 9 } })).warnings,
      [],
    );
    await assert.rejects(getWarning({ ctx: other, input: { warningId } }), { code: 'warning.not-found' });
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'hubspot' } as const };
    await assert.rejects(watchDeals({ ctx: webhook }), { code: 'access.denied' });
    await assert.rejects(getWarning({ ctx: webhook, input: { warningId } }), { code: 'access.denied' });
    const input = { recordId: null, kind: null, standing: true, limit: 9 };
    await assert.rejects(listWarnings({ ctx: webhook, input }), { code: 'access.denied' });
  });

  it('lists those of a kind, and says what is wrong with a question', async () => {
    const ctx = await mirrored();
    await watchDeals({ ctx });
    const input = { recordId: null, kind: 'stuck_in_stage' as const, standing: true, limit: 50 };
    const { warnings } = await listWarnings({ ctx, input });
    assert.ok(warnings.length > 0);
    assert.ok(warnings.every(({ kind }) => kind === 'stuck_in_stage'));
    await assert.rejects(listWarnings({ ctx, input: { ...input, limit: 0 } }), { code: 'input.invalid' });
    await assert.rejects(getWarning({ ctx, input: { warningId: 'wrn_none' } }), { code: 'warning.not-found' });
  });
});
