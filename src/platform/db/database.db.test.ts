import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { and, eq, sql } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import {
  artifacts,
  auditRecords,
  isUniqueViolation,
  listenForSignal,
  outbox,
  StatementError,
  signalAfterCommit,
  transact,
  workflowExecutors,
  workspaces,
} from './index.ts';

const suite = await databaseForSuite();

describe('the database', () => {
  it('has the tables that the code defines', async () => {
    await assertTablesMatchDatabase({
      database: suite.database,
      tables: { artifacts, auditRecords, outbox, workflowExecutors, workspaces },
    });
  });

  it('keeps bytes, instants and documents as they were given', async () => {
    const row = {
      workspaceId: suite.workspaceId,
      hash: 'bytes',
      mediaType: 'application/octet-stream',
      content: Buffer.from([0, 1, 127, 128, 255]),
      derivedFrom: ['a', 'b'],
      createdAt: new Date('2026-03-29T01:30:00.123Z'),
      erasedAt: null,
    };
    await suite.database.db.insert(artifacts).values(row);
    const stored = await suite.database.db
      .select()
      .from(artifacts)
      .where(and(eq(artifacts.workspaceId, suite.workspaceId), eq(artifacts.hash, 'bytes')));
    assert.deepEqual(stored, [row]);
  });

  it('goes on with the next statement when one has failed, prepared ones included', async () => {
    const { pool } = suite.database;
    const text = 'select 100 / $1::int as part';
    for (const divisor of [1, 2, 4]) {
      assert.deepEqual((await pool.query(text, [divisor])).rows, [{ part: 100 / divisor }]);
      await assert.rejects(pool.query(text, [0]), /division by zero/);
      assert.deepEqual((await pool.query(text, [5])).rows, [{ part: 20 }]);
      await assert.rejects(suite.database.db.execute(sql`insert into workspaces (id) values ('without a name')`));
      assert.deepEqual((await pool.query('select current_setting($1) as zone', ['TimeZone'])).rows, [{ zone: 'UTC' }]);
    }
  });

  it('leaves the process its turn, however many statements wait', async () => {
    let isTurnOver = false;
    let statements = 0;
    setImmediate(() => {
      isTurnOver = true;
    });
    async function askOnAndOn(): Promise<void> {
      while (!isTurnOver && statements < 20_000) {
        await suite.database.pool.query('select 1');
        statements += 1;
      }
    }
    await Promise.all([askOnAndOn(), askOnAndOn(), askOnAndOn()]);
    assert.equal(isTurnOver, true, `${statements} statements and no turn of the event loop`);
  });

  it('keeps four megabytes in one row and a thousand rows in one statement', async () => {
    const content = Buffer.alloc(4_000_000, 'turn ');
    const base = { workspaceId: suite.workspaceId, mediaType: 'text/plain', createdAt: new Date('2026-01-01') };
    await suite.database.db.insert(artifacts).values({ ...base, hash: 'large', content });
    const many = Array.from({ length: 1000 }, (_, number) => ({
      ...base,
      hash: `many-${number}`,
      content: Buffer.from(String(number)),
    }));
    await suite.database.db.insert(artifacts).values(many);
    const [large] = await suite.database.db
      .select({ content: artifacts.content })
      .from(artifacts)
      .where(and(eq(artifacts.workspaceId, suite.workspaceId), eq(artifacts.hash, 'large')));
    assert.equal(large?.content?.equals(content), true);
    const [last] = await suite.database.db
      .select({ content: artifacts.content })
      .from(artifacts)
      .where(and(eq(artifacts.workspaceId, suite.workspaceId), eq(artifacts.hash, 'many-999')));
    assert.equal(last?.content?.toString(), '999');
  });

  it('answers a refused statement without the values that were bound', async () => {
    const row = { id: suite.workspaceId, name: 'a secret sentence', createdAt: new Date('2026-01-01') };
    await assert.rejects(
      async () => await suite.database.db.insert(workspaces).values(row),
      (error) => {
        assert.ok(error instanceof StatementError);
        assert.equal(error.sqlState, '23505');
        assert.equal(error.constraint, 'workspaces_pkey');
        assert.equal(isUniqueViolation(error), true);
        assert.doesNotMatch(JSON.stringify(Object.assign({}, error)) + error.message + error.stack, /secret sentence/);
        return true;
      },
    );
  });
});

describe('transact', () => {
  function row(hash: string) {
    return {
      workspaceId: suite.workspaceId,
      hash,
      mediaType: 'text/plain',
      content: Buffer.from(hash),
      createdAt: new Date('2026-01-01'),
    };
  }

  async function isStored(hash: string): Promise<boolean> {
    const rows = await suite.database.db
      .select({ hash: artifacts.hash })
      .from(artifacts)
      .where(and(eq(artifacts.workspaceId, suite.workspaceId), eq(artifacts.hash, hash)));
    return rows.length === 1;
  }

  it('keeps everything, or nothing where the work throws', async () => {
    const ctx = suite.createContext();
    const result = await transact({ ctx }, async (inner) => {
      await inner.db.insert(artifacts).values(row('kept'));
      return 'result';
    });
    assert.equal(result, 'result');
    assert.equal(await isStored('kept'), true);
    await assert.rejects(
      transact({ ctx }, async (inner) => {
        await inner.db.insert(artifacts).values(row('dropped'));
        throw new Error('changed my mind');
      }),
      /changed my mind/,
    );
    assert.equal(await isStored('dropped'), false);
  });

  it('joins the transaction that ctx is in', async () => {
    const ctx = suite.createContext();
    await assert.rejects(
      transact({ ctx }, async (outer) => {
        await transact({ ctx: outer }, async (inner) => {
          assert.equal(inner, outer);
          await inner.db.insert(artifacts).values(row('joined'));
        });
        throw new Error('the outer one fails');
      }),
      /the outer one fails/,
    );
    assert.equal(await isStored('joined'), false);
  });

  it('refuses the outer database, the pool and a second transaction inside of one', { timeout: 10_000 }, async () => {
    const ctx = suite.createContext();
    const held = { code: 'db.transaction-held' };
    await transact({ ctx }, async () => {
      await assert.rejects(async () => await ctx.db.select().from(workspaces), held);
      await assert.rejects(async () => await suite.database.pool.query('select 1'), held);
      await assert.rejects(
        transact({ ctx }, async () => undefined),
        held,
      );
    });
    assert.equal((await suite.database.pool.query('select 1 as one')).rows[0].one, 1);
  });

  it('lets work that was started inside go on with the pool after the end', async () => {
    const ctx = suite.createContext();
    const ended = Promise.withResolvers<void>();
    let later: Promise<unknown> = Promise.resolve();
    await transact({ ctx }, async () => {
      later = ended.promise.then(() => ctx.db.select().from(workspaces).limit(1));
    });
    ended.resolve();
    assert.equal((await later) instanceof Array, true);
  });

  it('runs fifty at once without losing an update', { timeout: 30_000 }, async () => {
    const ctx = suite.createContext();
    await suite.database.db.insert(artifacts).values({ ...row('counter'), mediaType: '0' });
    const where = and(eq(artifacts.workspaceId, suite.workspaceId), eq(artifacts.hash, 'counter'));
    await Promise.all(
      Array.from({ length: 50 }, () =>
        transact({ ctx }, async (inner) => {
          const [counter] = await inner.db.select().from(artifacts).where(where).for('update');
          await inner.db
            .update(artifacts)
            .set({ mediaType: String(Number(counter?.mediaType) + 1) })
            .where(where);
        }),
      ),
    );
    const [counter] = await suite.database.db.select().from(artifacts).where(where);
    assert.equal(counter?.mediaType, '50');
  });

  it('signals after the commit, and not at all after a roll-back', async () => {
    const ctx = suite.createContext();
    const heard: string[] = [];
    const stop = listenForSignal(ctx.db, { signal: 'test', listener: () => heard.push('signal') });
    await transact({ ctx }, async (inner) => {
      signalAfterCommit(inner.db, 'test');
      signalAfterCommit(inner.db, 'test');
      assert.deepEqual(heard, []);
    });
    assert.deepEqual(heard, ['signal']);
    await assert.rejects(
      transact({ ctx }, async (inner) => {
        signalAfterCommit(inner.db, 'test');
        throw new Error('rolled back');
      }),
    );
    stop();
    signalAfterCommit(ctx.db, 'test');
    assert.deepEqual(heard, ['signal']);
  });
});
