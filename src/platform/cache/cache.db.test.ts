import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Context } from '#platform/context';
import { transact, workspaces } from '#platform/db';
import { eq, sql } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { needs } from '#test/needs';
import {
  type CachedKind,
  cachedThings,
  cacheMarks,
  createCache,
  createStore,
  readCached,
  sweepMarks,
} from './index.ts';

const suite = await databaseForSuite();
const kind: CachedKind = 'user-context';

async function freshContext() {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

/** Reads one key and says whether it was read anew. */
function createReader({ rights = 'everything', key = 'one' }: { rights?: string; key?: string } = {}) {
  const state = { readings: 0 };
  return async (ctx: Context) => {
    const before = state.readings;
    const found = await readCached({
      ctx,
      kind,
      keys: [key],
      rights,
      tags: [],
      load: async () => {
        state.readings += 1;
        const [row] = await ctx.db.select().from(workspaces).where(eq(workspaces.id, ctx.workspaceId));
        return new Map([[key, { name: row?.name ?? null }]]);
      },
    });
    return { name: found.get(key)?.name, isNew: state.readings > before };
  };
}

async function rename(ctx: Context, name: string): Promise<void> {
  await ctx.db.update(workspaces).set({ name }).where(eq(workspaces.id, ctx.workspaceId));
}

describe('the cache', () => {
  it('has a table that the migrations made', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { cacheMarks } });
  });

  it('names for each kind how long it is good, and everything else about it', () => {
    const lifetimes = Object.entries(cachedThings).map(([name, { lifetimeSeconds }]) => [name, lifetimeSeconds]);
    assert.deepEqual(Object.fromEntries(lifetimes), {
      'crm-record': 300,
      insights: 900,
      'user-context': 1800,
      'call-summary': 1800,
      'competitive-data': 3600,
      'model-answer': 7200,
    });
  });

  it('reads once, until its time is over', async () => {
    const ctx = await freshContext();
    const read = createReader();
    assert.equal((await read(ctx)).isNew, true);
    ctx.clock.advance(1_799_999);
    assert.equal((await read(ctx)).isNew, false);
    ctx.clock.advance(1);
    assert.equal((await read(ctx)).isNew, true);
  });

  it('reads anew after a write, whichever process wrote and whichever asks', async () => {
    const one = await freshContext();
    const other: Context = { ...one, cache: createCache() };
    const [readOne, readOther] = [createReader(), createReader()];
    await readOne(one);
    await readOther(other);
    await rename(one, 'Quayside Books');
    assert.deepEqual(await readOther(other), { name: 'Quayside Books', isNew: true });
    assert.deepEqual(await readOne(one), { name: 'Quayside Books', isNew: true });
    assert.equal((await readOther(other)).isNew, false);
  });

  it('is not disturbed by writes of another workspace', async () => {
    const ctx = await freshContext();
    const read = createReader();
    await read(ctx);
    await rename(await freshContext(), 'Elsewhere');
    assert.equal((await read(ctx)).isNew, false);
  });

  it('keeps for those with other rights, and of another workspace, entries of their own', async () => {
    const ctx = await freshContext();
    await createReader({ rights: 'of Maya' })(ctx);
    assert.equal((await createReader({ rights: 'of Ben' })(ctx)).isNew, true);
    const elsewhere: Context = { ...(await freshContext()), ...(ctx.cache === undefined ? {} : { cache: ctx.cache }) };
    assert.equal((await createReader({ rights: 'of Maya' })(elsewhere)).isNew, true);
    assert.equal((await createReader({ rights: 'of Maya' })(ctx)).isNew, false);
  });

  it('takes and keeps nothing inside a transaction', async () => {
    const ctx = await freshContext();
    const read = createReader();
    await read(ctx);
    await transact({ ctx }, async (inner) => {
      await rename(inner, 'Not yet');
      assert.deepEqual(await read(inner), { name: 'Not yet', isNew: true });
    });
    assert.deepEqual(await read(ctx), { name: 'Not yet', isNew: true });
  });

  it('marks nothing where a transaction is rolled back', async () => {
    const ctx = await freshContext();
    const read = createReader();
    await read(ctx);
    await assert.rejects(
      transact({ ctx }, async (inner) => {
        await rename(inner, 'Never');
        throw new Error('taken back');
      }),
    );
    assert.equal((await read(ctx)).isNew, false);
  });

  it('gives the same object to everybody, so nobody can change it', async () => {
    const ctx = await freshContext();
    async function load() {
      return new Map([['one', { list: ['kept'] }]]);
    }
    await readCached({ ctx, kind, keys: ['one'], rights: '', tags: [], load });
    const found = await readCached({ ctx, kind, keys: ['one'], rights: '', tags: [], load });
    assert.throws(() => found.get('one')?.list.push('changed'), TypeError);
  });

  it('asks for the missing of many keys alone, and keeps nothing of what is not there', async () => {
    const ctx = await freshContext();
    const asked: (readonly string[])[] = [];
    async function readAll(keys: readonly string[]) {
      async function load(missing: readonly string[]) {
        asked.push(missing);
        return new Map(missing.filter((key) => key !== 'absent').map((key) => [key, key.toUpperCase()]));
      }
      return readCached({ ctx, kind, keys, rights: '', tags: [], load });
    }
    await readAll(['a', 'absent']);
    assert.deepEqual([...(await readAll(['a', 'b', 'absent']))].toSorted(), [
      ['a', 'A'],
      ['b', 'B'],
    ]);
    assert.deepEqual(asked, [
      ['a', 'absent'],
      ['b', 'absent'],
    ]);
  });

  it('lets go of what was used longest ago', () => {
    const store = createStore<number>({ kind: 'insights' });
    const now = new Date('2026-09-14T15:00:00Z');
    const { most } = cachedThings.insights;
    for (let number = 0; number < most; number += 1) store.set({ key: `${number}`, value: number, now });
    assert.equal(store.get({ key: '0', now }), 0);
    store.set({ key: 'one more', value: -1, now });
    assert.deepEqual([store.get({ key: '0', now }), store.get({ key: '1', now }), store.size()], [0, null, most]);
  });

  it('forgets marks that no entry can be old by', async () => {
    const ctx = await freshContext();
    await rename(ctx, 'Marked');
    const ofPlace = eq(cacheMarks.workspaceId, ctx.workspaceId);
    await ctx.db.update(cacheMarks).set({ markedAt: sql`now() - interval '5 hours'` }).where(ofPlace);
    assert.ok((await sweepMarks(ctx.db)) >= 1);
    assert.deepEqual(await ctx.db.select().from(cacheMarks).where(ofPlace), []);
  });

  it('notices a transaction that began before the reading and ends after it', needs.realPostgres, async () => {
    const ctx = await freshContext();
    const read = createReader();
    const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
    const { promise: free, resolve: release } = Promise.withResolvers<void>();
    const writing = transact({ ctx }, async (inner) => {
      await rename(inner, 'Late');
      isWritten();
      await free;
    });
    await written;
    assert.equal((await read(ctx)).name, 'Tidewater Ledger');
    assert.equal((await read(ctx)).isNew, false);
    release();
    await writing;
    assert.deepEqual(await read(ctx), { name: 'Late', isNew: true });
  });
});
