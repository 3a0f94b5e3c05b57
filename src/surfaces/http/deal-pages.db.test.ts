import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { applyChangeSet, decideChanges } from '#modules/changesets';
import { contradictions } from '#modules/contradictions';
import { crmAssociations, crmDetails } from '#modules/crm';
import { createHealthRegistry } from '#platform/health';
import { performOperation } from '#surfaces/operations';
import { analysisSuite } from '#test/analysis-suite';
import { createChangeWorld, dealOwner, setting } from '#test/change-world';
import { createRestServer } from '#test/rest-server';
import { partyOf, storeCall } from '#test/source-calls';
import { createTwoTeamsWorld } from '#test/two-teams-world';
import { workContextOf } from '#test/work-context';
import { readDeal } from './deals/read-deal.ts';
import { readDeals } from './deals/read-deals.ts';

const suite = await analysisSuite();
const world = await createChangeWorld(suite);
const { ctx } = workContextOf(world.ctx);
const { server } = await createRestServer(ctx, { contextFor: ({ requestId }) => ({ ...ctx, requestId }) });
after(() => server.close());

async function get(url: string): Promise<{ status: number; body: string }> {
  const { statusCode, body } = await server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  return { status: statusCode, body };
}

const quote = {
  turn: 7,
  start: 0,
  end: 22,
  quote: 'We have 27,500 for it.',
  speaker: 'Sam Ortiz',
  side: 'external',
  sentence: '7.0',
  startMs: 60_000,
  endMs: 62_000,
} as const;
const said = { callId: 'call_1', claimId: 'claim:3', evidence: quote, note: null };
const everything = { name: '', stage: '', owner: '', account: '', closesFrom: '', closesTo: '', after: null };

describe('the pages of deals', () => {
  it('list the deals, and lead from a value that Sophia wrote to the turn of the call in which it was said', async () => {
    const [change] = await world.propose([{ ...setting('amount', '27500'), evidence: [said] }]);
    assert.ok(change);
    const decisions = [{ changeId: change.changeId, decision: 'approve', value: null, reason: null } as const];
    await decideChanges({ ctx: world.as(dealOwner), input: { decisions } });
    await applyChangeSet({ ctx: world.ctx, input: { changeSetId: change.changeSetId } });
    await world.sync();
    const list = await get('/deals?tab=calls');
    assert.equal(list.status, 200, list.body);
    const [, address = ''] = /<a href="(\/deals\/[^"]+-deal-501)">/.exec(list.body) ?? [];
    const page = await get(address);
    assert.equal(page.status, 200, page.body);
    const [, field = ''] = /id="field-amount">([\s\S]*?)<div class="deal-field"/.exec(page.body) ?? [];
    assert.match(field, /Set by Sophia, /);
    assert.match(field, new RegExp(`<a href="/calls/${ctx.workspaceId}/call_1#turn-\\d+">`));
    assert.match(field, /approved by maya@tidewater\.example/);
    assert.match(page.body, /<section id="history"/);
  });

  it('list what is sold, at the page and by name, sums in the currency of each', async () => {
    const syncedAt = ctx.clock.now();
    const common = { workspaceId: ctx.workspaceId, source: 'hubspot', syncedAt };
    const times = { createdAtSource: syncedAt, updatedAtSource: syncedAt };
    const properties = {
      name: 'Units',
      quantity: '12',
      price: '250',
      amount: '3000',
      hs_line_item_currency_code: 'EUR',
    };
    await ctx.db.insert(crmDetails).values({
      ...common,
      ...times,
      id: ctx.ids.create('crmDetail'),
      objectType: 'line_item',
      externalId: '91',
      properties,
    });
    const ends = { fromType: 'deal', fromExternalId: '501', toType: 'line_item', toExternalId: '91' } as const;
    await ctx.db.insert(crmAssociations).values({ ...common, ...ends });
    const { body } = await get(`/deals/${ctx.workspaceId}/501`);
    assert.match(body, /Units<\/th><td>12<\/td><td>€250<\/td><td>€3,000<\/td>/);
    const health = createHealthRegistry({ clock: ctx.clock });
    const { lineItems } = await performOperation('deals.get', { ctx, health, input: { name: '501' } });
    const item = { externalId: '91', name: 'Units', quantity: '12', price: '250', amount: '3000', currency: 'EUR' };
    assert.deepEqual(lineItems, [item]);
  });

  it('show what waits, to whoever may read it', async () => {
    const [change] = await world.propose([setting('amount', '31000')], { key: 'again' });
    assert.ok(change);
    const address = `/deals/${ctx.workspaceId}/501`;
    const waiting = new RegExp(
      `<section id="waiting"[\\s\\S]*<dt>Amount</dt>[\\s\\S]*\\$31,000[\\s\\S]*${change.changeId}`,
    );
    assert.match((await get(address)).body, waiting);
    await world.propose([setting('dealstage', 's2')], { key: 'stage' });
    const { body } = await get('/changes?tab=calls');
    assert.match(
      body,
      /<dt>Stage<\/dt><dd><del[^>]*>(?:<span[^>]*>Old: <\/span>)?Discovery<\/del>[\s\S]*Negotiation<\/ins>/,
    );
    assert.ok(!body.includes('<dt>dealstage') && !body.includes('<code>/'), 'no internal name and no path');
    const grant = { role: 'read_only', scopes: null, seesOnly: null } as const;
    const actor = {
      type: 'user',
      userId: 'usr_1',
      name: 'Reader',
      email: 'r@x.example',
      credentialId: 'ses_1',
      grant,
    } as const;
    const recordId = `${ctx.workspaceId}-deal-501`;
    const own = await readDeal({ ctx: { ...ctx, actor }, recordId });
    assert.equal(own.waiting, null);
    assert.ok(!JSON.stringify(own).includes('chg_'));
  });

  it('are said to be at odds with a call by labels, days and sums', async () => {
    const at = ctx.clock.now();
    const parties = [partyOf({ side: 'external', name: 'Sam Ortiz', speakerId: '2' })];
    const callId = await storeCall({ ctx, externalId: '77', startedAt: at.toISOString(), parties });
    await ctx.db.insert(contradictions).values({
      id: ctx.ids.create('contradiction'),
      workspaceId: ctx.workspaceId,
      recordId: `${ctx.workspaceId}-deal-501`,
      kind: 'amount',
      property: 'amount',
      crmValue: '98000',
      saidValue: '90000',
      callId,
      saidAt: at,
      evidence: [],
      state: 'open',
      foundAt: at,
    });
    const health = createHealthRegistry({ clock: ctx.clock });
    const given = { ctx, health, input: { state: 'open', limit: 9 } } as const;
    const [line] = (await performOperation('contradictions.list', given)).contradictions;
    assert.deepEqual(line?.inWords, { field: 'Amount', crm: '$98,000', said: '$90,000', other: null });
  });

  it('say what is wrong with an address', async () => {
    assert.equal((await get(`/deals/${ctx.workspaceId}/nothing-such`)).status, 404);
    assert.equal((await get('/deals?colour=red')).status, 400);
    assert.match((await get('/deals?tab=calls&name=zzzz')).body, /No deal that is yours to see fits this/);
  });

  it('have nothing of the deals of others, neither in the list nor by address', async () => {
    const teams = await createTwoTeamsWorld(suite);
    const { west, east } = teams;
    const all = await readDeals({ ctx: workContextOf(teams.ctx).ctx, query: everything });
    const ofEast = all.deals.find(({ name }) => name === east.dealName);
    assert.ok(ofEast !== undefined);
    const narrowed = { ...everything, account: 'Oakmere', closesFrom: '2026-09-01', closesTo: '2026-09-30' };
    const few = await readDeals({ ctx: workContextOf(teams.ctx).ctx, query: narrowed });
    assert.deepEqual(
      few.deals.map(({ name }) => name),
      ['Oakmere - Euro'],
    );
    for (const email of [west.email, west.lead]) {
      const reader = workContextOf(await teams.as(email)).ctx;
      const { deals } = await readDeals({ ctx: reader, query: everything });
      const names = deals.map(({ name }) => name);
      assert.ok(names.includes(west.dealName) && !names.includes(east.dealName), names.join());
      await assert.rejects(readDeal({ ctx: reader, recordId: ofEast.recordId }), { code: 'record.not-found' });
      const own = deals.find(({ name }) => name === west.dealName);
      const shown = JSON.stringify(await readDeal({ ctx: reader, recordId: own?.recordId ?? '' }));
      for (const secret of east.secrets) assert.ok(!shown.includes(secret), secret);
    }
  });
});
