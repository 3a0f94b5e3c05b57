import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { getCallSource } from '#modules/calls';
import { takeInCalls } from '#modules/intake';
import { getLedgerItem, listGaps } from '#modules/ledger';
import { dueWork } from '#platform/db';
import { eq, sql } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { type GongAccess, openGong } from '#test/gong-world';
import { callsFrom, intakeDependencies, takenIn, tellOfCall, withGong } from '#test/intake-world';
import { plainRun } from '#test/plain-run';
import { workContextOf } from '#test/work-context';
import { startGongSimulator } from '../../simulators/gong/index.ts';
import { smallWorld } from '../../simulators/world/small-world.ts';
import { processEvent } from './process-event.ts';
import { syncCalls } from './sync-calls.ts';

const suite = await databaseForSuite();
const now = new Date('2026-11-20T12:00:00Z');
const [call] = callsFrom({ first: 1, count: 1 });
const externalId = call?.gongId ?? '';
const place = { source: 'gong', externalId };
const [sales = assert.fail('The world has no workspace')] = smallWorld().gongWorkspaces;
const legal = { id: '5100000000000000002', name: 'Legal', description: 'Not to be read' };

describe('a webhook of Gong and a look at its list', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let gong: GongAccess;
  const opened: GongAccess[] = [];

  before(async () => {
    simulator = await startGongSimulator({
      port: 0,
      world: { ...smallWorld(), calls: [], gongWorkspaces: [sales, legal] },
    });
    gong = await openGong({ url: simulator.url, policy: { retries: 0 } });
  });
  after(async () => {
    for (const { httpClient } of [gong, ...opened]) httpClient.close();
    await simulator.close();
  });
  beforeEach(async () => {
    await gong.control({ path: '/reset' });
    await gong.control({ path: '/clock', body: { now: now.toISOString(), frozen: true } });
    await gong.control({ path: '/limits', body: { enforced: false } });
  });

  /** The call has ended; its transcript is there after so long. */
  async function end(transcriptDelayMs: number, gongWorkspaceId = sales.id): Promise<void> {
    const ended = { ...call, transcriptDelayMs, gongWorkspaceId };
    await gong.control({ path: '/calls', body: { calls: [ended], announced: true } });
  }

  /** A source that reads these workspaces only. */
  async function openScoped(workspaces: readonly string[]): Promise<GongAccess> {
    const access = await openGong({ url: simulator.url, policy: { retries: 0 }, workspaces });
    opened.push(access);
    return access;
  }

  /** Told by whoever signs webhooks; the source reads these workspaces only. */
  async function openWorld(workspaces: readonly string[] = []) {
    const { ctx: bare } = workContextOf((await createChangeWorld(suite)).ctx);
    bare.clock.advance(now.getTime() - bare.clock.now().getTime());
    const ctx = withGong(bare, await openScoped(workspaces));
    const dependencies = intakeDependencies(ctx);
    const { workspaceId, requestId } = ctx;
    return {
      ctx,
      look: () =>
        syncCalls(dependencies).runUnchecked({ run: plainRun, input: { workspaceId, requestId, range: null } }),
      tell: async () => {
        const { inboxId, created } = await tellOfCall({ ctx, gong, externalId });
        await processEvent(dependencies).runUnchecked({ run: plainRun, input: { workspaceId, requestId, inboxId } });
        return created;
      },
      advance: async (minutes: number) => {
        ctx.clock.advance(minutes * 60_000);
        await gong.control({ path: '/clock', body: { now: ctx.clock.now().toISOString(), frozen: true } });
      },
      /** The call is stored, once, and nothing waits for anything. */
      assertTakenInOnce: async (kinds: readonly string[]) => {
        const { events, stored } = await takenIn(ctx);
        assert.deepEqual(events.map(({ kind, state }) => `${kind} ${state}`).toSorted(), kinds);
        assert.equal(stored, 1);
        assert.notEqual(await getCallSource({ ctx, input: { source: 'gong', externalId } }), null);
        assert.deepEqual((await listGaps({ ctx, input: { limit: 10 } })).gaps, []);
      },
      stored: async () => (await takenIn(ctx)).stored,
    };
  }

  it('take a call in once that was told of first and is listed then, as often as either comes', async () => {
    const { look, tell, assertTakenInOnce } = await openWorld();
    await end(0);
    assert.equal(await tell(), true);
    for (let time = 0; time < 2; time += 1) assert.deepEqual(await look(), { listed: 1, taken: 0 });
    assert.equal(await tell(), false);
    await assertTakenInOnce(['call.completed done']);
  });

  it('take a call in once that was listed first and is told of then', async () => {
    const { look, tell, assertTakenInOnce } = await openWorld();
    await end(0);
    assert.deepEqual(await look(), { listed: 1, taken: 1 });
    assert.equal(await tell(), true);
    assert.deepEqual(await look(), { listed: 1, taken: 0 });
    await assertTakenInOnce(['call.completed done', 'call.listed done']);
  });

  it('heal each other: a call whose webhook was lost is found by the look', async () => {
    const { look, assertTakenInOnce } = await openWorld();
    assert.deepEqual(await look(), { listed: 0, taken: 0 });
    await end(0);
    assert.deepEqual(await look(), { listed: 1, taken: 1 });
    await assertTakenInOnce(['call.listed done']);
  });

  it('heal each other: a call that no list has yet is taken in by its webhook', async () => {
    const { look, tell, assertTakenInOnce } = await openWorld();
    await end(0);
    await gong.control({ path: '/faults', body: { kind: 'unavailable', times: null, route: 'GET /v2/calls' } });
    await assert.rejects(look(), { code: 'vendor.unavailable' });
    assert.equal(await tell(), true);
    await assertTakenInOnce(['call.completed done']);
    await gong.control({ method: 'DELETE', path: '/faults' });
    assert.deepEqual(await look(), { listed: 1, taken: 0 });
    await assertTakenInOnce(['call.completed done']);
  });

  it('heal each other: a call that was listed before its words were there is taken in once they are told of', async () => {
    const { look, tell, advance, stored, assertTakenInOnce } = await openWorld();
    await end(4 * 3_600_000);
    assert.deepEqual(await look(), { listed: 1, taken: 1 });
    assert.equal(await stored(), 0);
    await advance(240);
    assert.equal(await tell(), true);
    await assertTakenInOnce(['call.completed done', 'call.listed done']);
  });

  it('leave a call of a workspace that is not read to itself: kept out, with its cause, and nothing of it kept', async () => {
    const { ctx, look, tell } = await openWorld(['Sales']);
    await end(0, legal.id);
    assert.equal(await tell(), true);
    const { events, stored } = await takenIn(ctx);
    assert.deepEqual([events.map(({ kind, state }) => `${kind} ${state}`), stored], [['call.completed done'], 0]);
    assert.doesNotMatch(JSON.stringify(events), /Call 1|Ana/);
    const { rows } = await ctx.db.execute(
      sql`select external_id, excluded, title, call_id, gap_cause from ledger_items where workspace_id = ${ctx.workspaceId}`,
    );
    const nothing = { title: null, call_id: null, gap_cause: null };
    assert.deepEqual(rows, [{ external_id: externalId, excluded: 'out_of_scope', ...nothing }]);
    assert.equal(await ctx.db.$count(dueWork, eq(dueWork.workspaceId, ctx.workspaceId)), 0, 'nothing is tried again');
    assert.deepEqual(await look(), { listed: 0, taken: 0 });
    const { calls } = await takeInCalls({ ctx: withGong(ctx, gong), input: { externalIds: [externalId] } });
    assert.deepEqual([calls[0]?.outcome, (await getLedgerItem({ ctx, input: place }))?.excluded], ['created', null]);
  });

  it('leave what was taken in of a call that is in a workspace by now that is not read', async () => {
    const { ctx, tell, assertTakenInOnce } = await openWorld();
    await end(0);
    await tell();
    const scoped = withGong(ctx, await openScoped([legal.name]));
    const { calls } = await takeInCalls({ ctx: scoped, input: { externalIds: [externalId] } });
    assert.deepEqual(
      calls.map(({ outcome }) => outcome),
      ['kept_out'],
    );
    await assertTakenInOnce(['call.completed done']);
    await gong.control({ method: 'PATCH', path: `/calls/${externalId}`, body: { isPrivate: true } });
    await takeInCalls({ ctx: scoped, input: { externalIds: [externalId] } });
    assert.equal(
      await getCallSource({ ctx, input: { source: 'gong', externalId } }),
      null,
      'a private one is taken out',
    );
  });
});
