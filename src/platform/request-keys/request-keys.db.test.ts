import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { requestKeys, withRequestKey } from './index.ts';

const suite = await databaseForSuite();
const minuteMs = 60_000;

async function openWorld() {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  const done = { times: 0 };
  const request = { ctx, client: 'one', key: 'k', requestHash: 'h' };
  async function work() {
    done.times += 1;
    return { status: 200, body: `{"b":1,"a":${done.times}}` };
  }
  return { ctx, request, done, work };
}

describe('a request with a key', () => {
  it('has a table as the migrations made it', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { requestKeys } });
  });

  it('is done once, and answered byte for byte as the first time', async () => {
    const { request, done, work } = await openWorld();
    const first = await withRequestKey(request, work);
    assert.deepEqual(first, { status: 200, body: '{"b":1,"a":1}', replayed: false });
    assert.deepEqual(await withRequestKey(request, work), { ...first, replayed: true });
    const withoutBody = { ...request, key: 'other' };
    await withRequestKey(withoutBody, async () => ({ status: 204, body: null }));
    assert.deepEqual(await withRequestKey(withoutBody, work), { status: 204, body: null, replayed: true });
    assert.equal(done.times, 1);
  });

  it('belongs to its request, its client and its workspace', async () => {
    const { ctx, request, done, work } = await openWorld();
    await withRequestKey(request, work);
    await assert.rejects(withRequestKey({ ...request, requestHash: 'another' }, work), {
      code: 'idempotency.key-reused',
    });
    assert.equal(done.times, 1);
    await withRequestKey({ ...request, client: 'two' }, work);
    await withRequestKey({ ...request, ctx: { ...ctx, workspaceId: await suite.createWorkspace() } }, work);
    assert.equal(done.times, 3);
  });

  it('is not done beside itself, and is tried again after an error', async () => {
    const { request, done, work } = await openWorld();
    await withRequestKey(request, async () => {
      await assert.rejects(withRequestKey(request, work), { code: 'idempotency.in-progress' });
      return { status: 200, body: '1' };
    });
    const other = { ...request, key: 'failing' };
    await assert.rejects(
      withRequestKey(other, () => Promise.reject(new Error('no'))),
      { message: 'no' },
    );
    assert.equal((await withRequestKey(other, work)).replayed, false);
    assert.equal(done.times, 1);
  });

  it('is taken over from a process that is gone, and forgotten after a day', async () => {
    const { ctx, request, done, work } = await openWorld();
    await ctx.db.insert(requestKeys).values({
      workspaceId: ctx.workspaceId,
      client: 'one',
      key: 'k',
      requestHash: 'h',
      state: 'running',
      startedAt: ctx.clock.now(),
    });
    await assert.rejects(withRequestKey(request, work), { code: 'idempotency.in-progress' });
    ctx.clock.advance(3 * minuteMs);
    const elsewhere = { ...request, requestHash: 'another' };
    await assert.rejects(withRequestKey(elsewhere, work), { code: 'idempotency.key-reused' });
    assert.equal((await withRequestKey(request, work)).replayed, false);
    ctx.clock.advance(25 * 60 * minuteMs);
    assert.equal((await withRequestKey(elsewhere, work)).replayed, false);
    assert.equal(done.times, 2);
  });
});
