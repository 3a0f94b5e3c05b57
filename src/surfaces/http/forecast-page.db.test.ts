import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';

import { freezePipeline, getWaterfall, setQuota } from '#modules/pipeline';
import type { Actor } from '#platform/context';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { identifyOwner } from '#test/owner-identity';
import { companyHistory, type DealChange, definePipelines, putDeals } from '#test/pipeline-world';
import { createRestServer } from '#test/rest-server';
import { workContextOf } from '#test/work-context';

const suite = await databaseForSuite();
const world = await createChangeWorld(suite);
const { ctx: whole } = workContextOf(world.ctx);
const ctx = { ...whole, workspaceId: await suite.createWorkspace() };
const asker: { actor: Actor; workspaceId: string } = { actor: ctx.actor, workspaceId: ctx.workspaceId };
const { server } = await createRestServer(ctx, {
  contextFor: ({ requestId }) => ({ ...ctx, ...asker, requestId }),
});
after(() => server.close());

const nobody = { owner: null, team: null, pipeline: null };
const readAt = ctx.clock.now().toISOString();

function larkspur(...later: DealChange[]) {
  const changes: DealChange[] = [
    ['2026-08-01', 'dealstage', 's3'],
    ['2026-08-01', 'amount', '3000'],
    ['2026-08-01', 'closedate', '2026-09-28'],
    ['2026-09-09', 'amount', '3500.50'],
  ];
  return { id: 'larkspur', name: 'Larkspur', owner: '11', createdDay: '2026-08-01', changes: [...changes, ...later] };
}

async function get(query: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const url = `/forecast?${new URLSearchParams({ tab: 'calls', ...query })}`;
  const { statusCode, body } = await server.inject({ method: 'GET', url, headers: { host: '127.0.0.1:8000' } });
  return { status: statusCode, body };
}

function as(email: string): Actor {
  const grant = { role: 'representative', scopes: null, seesOnly: [email] } as const;
  return { type: 'user', userId: 'u', name: email, email, grant, credentialId: 's' };
}

await definePipelines(ctx);
await identifyOwner(ctx, { ownerId: '11', name: 'Maya Okafor', email: 'maya@tidewater.example' });
await identifyOwner(ctx, { ownerId: '12', name: 'Ben Ruiz', email: 'ben@tidewater.example' });

describe('the page of the forecast', () => {
  it('says what to do where no night is frozen yet', async () => {
    const { status, body } = await get();
    assert.equal(status, 200);
    assert.match(body, /Nothing to forecast from yet[\s\S]*sync status/);
  });

  it('has buckets, range, gaps, changes and past forecasts, and leads to the deals', async () => {
    const company = companyHistory({ seed: 7, deals: 200 }).map((deal) => ({ ...deal, owner: '12' }));
    await putDeals(ctx, [...company, larkspur()]);
    await freezePipeline({ ctx, input: { readAt } });
    await setQuota({ ctx, input: { owner: 'maya', team: null, period: '2026-Q3', amount: '5000', currency: null } });
    const { status, body } = await get();
    assert.equal(status, 200, body);
    assert.match(body, /<dt>Commit<\/dt><dd>\$3,500\.50 <span class="count">1 deal</);
    assert.match(body, /<dt>Low<\/dt>[\s\S]*By how \d+ deals of yours ended before/);
    assert.match(body, /<bdi>Maya Okafor<\/bdi>[\s\S]*?\$5,000<\/td><td class="number short">\$1,499\.50<\/td>/);
    assert.match(
      body,
      new RegExp(
        `<li><a href="/deals/${ctx.workspaceId}/${ctx.workspaceId}-deal-larkspur"[^>]*>Larkspur</a> \\+\\$500\\.50, the amount changed`,
      ),
    );
    assert.match(body, /How such forecasts fared, USD/);
    const waterfall = await getWaterfall({
      ctx,
      input: { since: '2026-09-06', until: null, closing: '2026-Q3', ...nobody },
    });
    const [own] = waterfall.currencies;
    const sum = own?.parts.reduce((total, { amountMinor }) => total + amountMinor, own.opening.amountMinor);
    assert.equal(sum, own?.closing.amountMinor);
    assert.match(body, /What has changed since Sun, Sep 6, 2026/);
  });

  it('goes by the period, the day, the clock and who is asked for', async () => {
    const past = await get({ asOf: '2026-09-01', period: '2026-Q3', owner: '11' });
    assert.match(past.body, /As of the end of Tue, Sep 1, 2026, rebuilt from the history of the CRM/);
    assert.match(past.body, /Deals of Maya Okafor\./);
    assert.match(past.body, /<dt>Commit<\/dt><dd>\$3,000 /);
    await putDeals(ctx, [larkspur(['2026-08-30', 'amount', '3300'])]);
    const known = await get({ asOf: '2026-09-01', period: '2026-Q3', owner: '11' });
    assert.match(known.body, /<dt>Commit<\/dt><dd>\$3,000 /);
    const isTrue = await get({ asOf: '2026-09-01', period: '2026-Q3', owner: '11', clock: 'true' });
    assert.match(isTrue.body, /<dt>Commit<\/dt><dd>\$3,300 /);
    assert.match(isTrue.body, /by all that is known of that day by now/);
    const later = await get({ since: '2026-09-12' });
    assert.match(later.body, /What has changed since Sat, Sep 12, 2026/);
    const coming = await get({ since: '2026-09-20' });
    assert.match(coming.body, /Expected a day that is over, before 2026-09-14, found 2026-09-20\./);
  });

  it('says what is wrong with what was asked, with the form as it was', async () => {
    const soon = await get({ period: 'soon' });
    assert.equal(soon.status, 400);
    assert.match(soon.body, /Not this[\s\S]*Expected a period such as[\s\S]*Show this quarter/);
    assert.match(soon.body, /name="period"[^>]*value="soon"/);
    assert.match((await get({ owner: 'nobody' })).body, /Expected one owner/);
    assert.match((await get({ asOf: '2020-01-01' })).body, /The first that is known is/);
    assert.equal((await get({ asOf: 'monday' })).status, 400);
    assert.equal((await get({ colour: 'red' })).status, 400);
  });

  it('has of others nothing, in no number and no list', async () => {
    asker.actor = as('maya@tidewater.example');
    const { body } = await get();
    assert.match(body, /<dt>Closed<\/dt><dd>\$0 <span class="count">0 deals/);
    assert.match(body, /1 deal open in all, \$3,500\.50/);
    const [, table = ''] = /How each stands([\s\S]*?)<\/table>/.exec(body) ?? [];
    assert.ok(table.includes('Maya Okafor') && !table.includes('Ben Ruiz') && !table.includes('Sales'), table);
    asker.actor = as('ines@tidewater.example');
    const none = await get();
    assert.match(none.body, /No deal that is yours to see is open/);
    assert.ok(!none.body.includes('Larkspur'));
    asker.actor = ctx.actor;
  });
});
