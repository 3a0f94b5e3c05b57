import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { analysisSuite } from '#test/analysis-suite';
import { createRestServer } from '#test/rest-server';
import { createTwoTeamsWorld, linkToDeal } from '#test/two-teams-world';

const suite = await analysisSuite();
const { ctx, west, east, keyOf } = await createTwoTeamsWorld(suite);
const { server, clientWith } = await createRestServer(ctx);
after(() => server.close());
const workspace = ctx.workspaceId;
const all = clientWith(await keyOf('ada@tidewater.example'));
const own = clientWith(await keyOf(west.email));
const agent = clientWith(await keyOf(west.email, 'agent'));

type CallFilters = Parameters<typeof all.listCalls>[0];
type DealFilters = Parameters<typeof all.listDeals>[0];

async function calls(filters: CallFilters, client = all): Promise<string[]> {
  return (await client.listCalls({ workspace, ...filters })).calls.map(({ title }) => title ?? '');
}

async function deals(filters: DealFilters, client = all): Promise<string[]> {
  return (await client.listDeals({ workspace, ...filters })).deals.map(({ name }) => name ?? '');
}

const both = [east.callTitle, west.callTitle];

describe('calls by filters', () => {
  it('are those about an account, a deal, a deal of an owner or in a stage', async () => {
    assert.deepEqual(await calls({}), both);
    assert.deepEqual(await calls({ deal: 'Larkspur' }), [west.callTitle]);
    assert.deepEqual(await calls({ account: 'Quince Street' }), [east.callTitle]);
    assert.deepEqual(await calls({ account: 'Quince Street', deal: 'Larkspur' }), []);
    assert.deepEqual(await calls({ owner: 'Ben Ruiz' }), [east.callTitle]);
    assert.deepEqual(await calls({ stage: 'Contract Sent' }), [west.callTitle]);
    assert.deepEqual(await calls({ stage: 'Contract Sent', owner: 'Ben Ruiz' }), []);
  });

  it('are those of some days, with somebody, a side, a topic', async () => {
    assert.deepEqual(await calls({ since: '2026-09-14', until: '2026-09-14' }), both);
    assert.deepEqual(await calls({ since: '2026-09-15' }), []);
    assert.deepEqual(await calls({ until: '2026-09-13' }), []);
    assert.deepEqual(await calls({ person: 'ines' }), [east.callTitle]);
    assert.deepEqual(await calls({ person: '%' }), []);
    const sides = await Promise.all((['internal', 'external', 'unknown'] as const).map((side) => calls({ side })));
    assert.deepEqual([...new Set(sides.flat())].toSorted(), both.toSorted());
    assert.ok(sides.some((titles) => titles.length < both.length));
    const priced = await calls({ topic: 'pricing' });
    assert.ok(
      priced.includes(west.callTitle) && !(await calls({ topic: 'security_compliance' })).includes(west.callTitle),
    );
  });

  it('go on behind a cursor that only fits the same filters', async () => {
    const first = await all.listCalls({ workspace, since: '2026-09-01', limit: 1 });
    assert.ok(first.nextCursor !== null);
    const second = await all.listCalls({ workspace, since: '2026-09-01', limit: 1, cursor: first.nextCursor });
    assert.deepEqual(
      [...first.calls, ...second.calls].map(({ title }) => title),
      both,
    );
    const other = all.listCalls({ workspace, since: '2026-09-02', cursor: first.nextCursor });
    await assert.rejects(other, { message: /^cursor\.malformed: / });
  });

  it('say what there is where a name is not known', async () => {
    await assert.rejects(calls({ account: 'Nowhere' }), { message: /^record\.not-found: / });
    await assert.rejects(calls({ stage: 'Nowhere' }), { message: /^input\.invalid: .*Contract Sent/ });
  });

  it('are never those of others, nor does a filter tell of their deals', async () => {
    assert.deepEqual(await calls({}, own), [west.callTitle]);
    assert.deepEqual(await calls({ owner: 'Ben Ruiz' }, own), []);
    await linkToDeal(ctx, { callId: west.callId, deal: '502' });
    assert.deepEqual((await calls({ owner: 'Ben Ruiz' })).toSorted(), both.toSorted());
    assert.deepEqual(await calls({ owner: 'Ben Ruiz' }, own), []);
    await assert.rejects(calls({ deal: 'Quince Street - Pay' }, own), { message: /^record\.not-found: / });
  });

  it('are not found by an address that is kept from whoever asks, and that is recorded', async () => {
    assert.deepEqual(await calls({ person: 'sam@larkspur.example' }, own), []);
    await assert.rejects(calls({ person: 'sam@larkspur.example' }, agent), { message: /^access\.denied: / });
    const denials = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, workspace), eq(auditRecords.action, 'access.denied')));
    assert.equal(denials.length, 1);
  });
});

describe('deals by filters', () => {
  it('are those of an account, with a part of the name, that close in some days', async () => {
    assert.deepEqual(await deals({ account: 'Oakmere' }), ['Oakmere - Euro', 'Oakmere - Pay']);
    assert.deepEqual(await deals({ name: 'pay' }), ['Oakmere - Pay', 'Quince Street - Pay']);
    assert.deepEqual(await deals({ closesFrom: '2026-09-20' }), [
      west.dealName,
      'Oakmere - Euro',
      'Quince Street - Recover',
    ]);
    assert.deepEqual(await deals({ closesTo: '2026-08-31' }), ['Oakmere - Pay']);
    assert.deepEqual(await deals({ account: 'Oakmere', owner: 'Ben Ruiz', closesFrom: '2026-09-01' }), [
      'Oakmere - Euro',
    ]);
    await assert.rejects(deals({ account: 'Nowhere' }), { message: /^record\.not-found: / });
  });

  it('are one’s own, whatever the filter', async () => {
    assert.deepEqual(await deals({ account: 'Oakmere' }, own), ['Oakmere - Pay']);
    assert.deepEqual(await deals({ owner: 'Ben Ruiz' }, own), []);
  });
});
