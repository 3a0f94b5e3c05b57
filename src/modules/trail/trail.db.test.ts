import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { audit, recordDenial } from '#platform/audit';
import { auditHeads, auditRecords, transact } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { assertAllRefused, assertNonsenseIsNamed, assertNothingSeen, type VerbCase } from '#test/verb-cases';
import * as door from './index.ts';
import { exportAudit, listAudit, noteSettings, verifyAudit } from './index.ts';

const suite = await databaseForSuite();
const everything = {
  actor: null,
  action: null,
  resourceId: null,
  requestId: null,
  result: null,
  from: null,
  to: null,
  limit: 100,
  before: null,
};

async function chainOf(count: number): Promise<TestContext> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  for (let number = 1; number <= count; number += 1) {
    await transact({ ctx }, (inner) =>
      audit({
        ctx: inner,
        action: 'call.imported',
        resource: { type: 'call', id: `call_${number}` },
        details: { number, nested: { b: 1.5, a: [null, 'ü'] } },
      }),
    );
  }
  return ctx;
}

function recordOf(ctx: TestContext, sequence: number) {
  return and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.sequence, sequence));
}

async function verify(ctx: TestContext, anchor: string | null = null) {
  return verifyAudit({ ctx, input: { anchor } });
}

describe('the audit trail', () => {
  it('is a chain that holds, also where one transaction leaves several records', async () => {
    const ctx = await chainOf(3);
    await transact({ ctx }, async (inner) => {
      await audit({
        ctx: inner,
        action: 'call.removed',
        resource: [
          { type: 'call', id: 'a' },
          { type: 'call', id: 'b' },
        ],
      });
      await audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id: 'c' } });
    });
    const verdict = await verify(ctx);
    assert.deepEqual([verdict.intact, verdict.checked, verdict.unchained, verdict.fault], [true, 6, 0, null]);
    assert.match(verdict.end ?? '', /^6:[0-9a-f]{64}$/);
    assert.equal((await verify(ctx, verdict.end)).intact, true);
  });

  it('names the first record that was altered, in whichever column', async () => {
    const alterations = [
      { details: { number: 2 } },
      { action: 'call.removed' },
      { actor: { type: 'operator', name: 'somebody else' } },
      { result: 'refused' },
      { at: new Date('2026-09-01T00:00:00Z') },
      { ipAddress: '10.0.0.1' },
      { requestId: 'req_other' },
      { hash: '0'.repeat(64) },
    ];
    for (const altered of alterations) {
      const ctx = await chainOf(3);
      await ctx.db.update(auditRecords).set(altered).where(recordOf(ctx, 2));
      const { intact, fault, checked } = await verify(ctx);
      assert.deepEqual(
        [intact, fault?.kind, fault?.sequence, checked],
        [false, 'altered', 2, 1],
        JSON.stringify(altered),
      );
    }
  });

  it('names the first that is missing: in the middle, at the end, or all of them', async () => {
    const middle = await chainOf(3);
    await middle.db.delete(auditRecords).where(recordOf(middle, 2));
    const last = await chainOf(3);
    await last.db.delete(auditRecords).where(recordOf(last, 3));
    const all = await chainOf(2);
    await all.db.delete(auditRecords).where(eq(auditRecords.workspaceId, all.workspaceId));
    for (const [ctx, sequence] of [
      [middle, 2],
      [last, 3],
      [all, 1],
    ] as const) {
      const { intact, fault } = await verify(ctx);
      assert.deepEqual([intact, fault?.kind, fault?.sequence], [false, 'missing', sequence]);
    }
  });

  it('finds a record that was put beside it', async () => {
    const ctx = await chainOf(1);
    const [row] = await ctx.db.select().from(auditRecords).where(recordOf(ctx, 1));
    assert.ok(row);
    await ctx.db.insert(auditRecords).values({ ...row, id: ctx.ids.create('audit'), sequence: null, hash: null });
    const { intact, fault } = await verify(ctx);
    assert.deepEqual([intact, fault?.kind], [false, 'added']);
  });

  it('finds that the whole was written anew, by the end of an earlier check', async () => {
    const ctx = await chainOf(2);
    const { end } = await verify(ctx);
    await ctx.db.delete(auditRecords).where(eq(auditRecords.workspaceId, ctx.workspaceId));
    await ctx.db.delete(auditHeads).where(eq(auditHeads.workspaceId, ctx.workspaceId));
    for (const id of ['call_1', 'call_3']) {
      await transact({ ctx }, (inner) =>
        audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id } }),
      );
    }
    assert.equal((await verify(ctx)).intact, true);
    const { intact, fault } = await verify(ctx, end);
    assert.deepEqual([intact, fault?.kind, fault?.sequence], [false, 'anchor', 2]);
  });

  it('stays one chain under many writers at once', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const writers = Array.from({ length: 24 }, (_, number) =>
      transact({ ctx }, async (inner) => {
        await audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id: `call_${number}` } });
        if (number % 6 === 5) throw new Error('this one is rolled back');
      }).catch(() => undefined),
    );
    await Promise.all(writers);
    const { intact, checked } = await verify(ctx);
    assert.deepEqual([intact, checked], [true, 20]);
  });

  it('costs one statement a transaction, however many records it leaves', async () => {
    const ctx = await chainOf(1);
    const before = await statementsFor(ctx, 1);
    const several = await statementsFor(ctx, 10);
    assert.deepEqual([before, several], [1, 1]);
  });

  it('can be filtered and read page by page, and written out whole', async () => {
    const ctx = await chainOf(5);
    const page = await listAudit({ ctx, input: { ...everything, limit: 2 } });
    assert.deepEqual(
      page.records.map(({ sequence }) => sequence),
      [5, 4],
    );
    const next = await listAudit({ ctx, input: { ...everything, limit: 2, before: page.nextBefore } });
    assert.deepEqual(
      next.records.map(({ sequence }) => sequence),
      [3, 2],
    );
    const filtered = await listAudit({
      ctx,
      input: { ...everything, action: 'call.', resourceId: 'call_3', actor: 'TEST' },
    });
    assert.deepEqual(
      filtered.records.map(({ sequence }) => sequence),
      [3],
    );
    assert.deepEqual((await listAudit({ ctx, input: { ...everything, result: 'refused' } })).records, []);
    const out = await exportAudit({ ctx, input: { after: 2, limit: 2 } });
    assert.deepEqual([out.records.map(({ sequence }) => sequence), out.nextAfter], [[3, 4], 4]);
  });

  it('holds a refusal with no execution beside it', async () => {
    const ctx = await chainOf(0);
    const error = new SophiaError('access.denied', 'No.', {
      details: { action: 'user.manage', resource: { type: 'user', id: null } },
    });
    assert.equal(await recordDenial({ ctx: { ...ctx, ipAddress: '127.0.0.1' }, error }), true);
    assert.equal(await recordDenial({ ctx, error: new Error('another') }), false);
    const { records } = await listAudit({ ctx, input: everything });
    const [record] = records;
    assert.equal(records.length, 1);
    assert.deepEqual(
      [record?.action, record?.result, record?.ipAddress, record?.resource, record?.details],
      ['access.denied', 'refused', '127.0.0.1', { type: 'user', id: 'any' }, { action: 'user.manage' }],
    );
  });
});

/** Without `begin` and `commit`, by what the transaction asks of the database. */
async function statementsFor(ctx: TestContext, records: number): Promise<number> {
  let statements = 0;
  await transact({ ctx }, async (inner) => {
    const { execute, select } = inner.db;
    inner.db.execute = new Proxy(execute, {
      apply: (target, _self, given) => {
        statements += 1;
        return Reflect.apply(target, inner.db, given);
      },
    });
    inner.db.select = new Proxy(select, {
      apply: (target, _self, given) => {
        statements += 1;
        return Reflect.apply(target, inner.db, given);
      },
    });
    for (let number = 0; number < records; number += 1) {
      await audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id: `n_${number}` } });
    }
  });
  return statements;
}

const first = await chainOf(1);
const cases: Readonly<Record<string, VerbCase<TestContext>>> = {
  exportAudit: {
    ask: (ctx) => exportAudit({ ctx, input: { after: 0, limit: 10 } }),
    nonsense: (ctx) => exportAudit({ ctx, input: { after: -1, limit: 0 } }),
  },
  listAudit: {
    ask: (ctx) => listAudit({ ctx, input: everything }),
    nonsense: (ctx) => listAudit({ ctx, input: { ...everything, limit: 0 } }),
  },
  noteSettings: {
    ask: (ctx) => noteSettings({ ctx, input: { machine: 'one', found: { SOPHIA_MASK: 'card' }, usual: {} } }),
    nonsense: (ctx) => noteSettings({ ctx, input: { machine: '', found: {}, usual: {} } }),
  },
  verifyAudit: {
    ask: (ctx) => verifyAudit({ ctx, input: { anchor: null } }),
    nonsense: (ctx) => verifyAudit({ ctx, input: { anchor: 'yesterday' } }),
  },
};

describe('every verb of the audit trail', () => {
  test('is refused to whoever has no right to it', () => assertAllRefused({ door, notVerbs: [], cases, ctx: first }));

  test('names what is wrong with input that makes no sense', () => assertNonsenseIsNamed({ cases, ctx: first }));

  test('lets nothing of another workspace be seen', async () => {
    const elsewhere = { ...first, workspaceId: await suite.createWorkspace() };
    const rows = await first.db.execute<{ hash: string }>(
      sql`select hash from audit_records where workspace_id = ${first.workspaceId}`,
    );
    await assertNothingSeen({ cases, elsewhere, secrets: ['call_1', String(rows.rows[0]?.hash)] });
  });
});
