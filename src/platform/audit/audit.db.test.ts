import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditHeads, auditRecords, beforeCommit, transact } from '#platform/db';
import { asc, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { audit, recordHash } from './index.ts';

const suite = await databaseForSuite();

describe('audit', () => {
  it('records who did what, when, to which resource, for which request', async () => {
    const ctx = suite.createContext();
    await transact({ ctx }, (inner) =>
      audit({
        ctx: inner,
        action: 'call.imported',
        resource: { type: 'call', id: 'call_1' },
        details: { turns: 12 },
      }),
    );
    const rows = await suite.database.db.select().from(auditRecords).where(eq(auditRecords.requestId, ctx.requestId));
    assert.equal(rows.length, 1);
    const { id, hash, ...rest } = rows[0] ?? { id: '', hash: '' };
    assert.match(id, /^aud_[0-9a-f]{32}$/);
    assert.match(hash ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(rest, {
      workspaceId: suite.workspaceId,
      at: new Date('2026-09-14T15:00:00Z'),
      actor: { type: 'operator', name: 'test' },
      action: 'call.imported',
      resource: { type: 'call', id: 'call_1' },
      result: 'done',
      requestId: ctx.requestId,
      details: { turns: 12 },
      sequence: 1,
      ipAddress: null,
    });
  });

  it('leaves nothing where the change it belongs to is rolled back', async () => {
    const ctx = suite.createContext();
    await assert.rejects(
      transact({ ctx }, async (inner) => {
        await audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id: 'call_2' } });
        throw new Error('the change failed');
      }),
      /the change failed/,
    );
    const rows = await suite.database.db.select().from(auditRecords).where(eq(auditRecords.requestId, ctx.requestId));
    assert.deepEqual(rows, []);
  });

  it('goes on from the last link that stands, whoever has written it', async () => {
    const ctx = suite.createContext();
    const { db } = suite.database;
    function note(id: string): Promise<void> {
      return audit({ ctx, action: 'call.imported', resource: { type: 'call', id } });
    }
    await note('call_3');
    await assert.rejects(
      transact({ ctx }, async (inner) => {
        await audit({ ctx: inner, action: 'call.imported', resource: { type: 'call', id: 'call_never' } });
        beforeCommit(inner.db, () => Promise.reject(new Error('the last step failed')));
      }),
      /the last step failed/,
    );
    await note('call_4');
    await recordElsewhere('call_5');
    await note('call_6');
    const records = await db
      .select()
      .from(auditRecords)
      .where(eq(auditRecords.workspaceId, suite.workspaceId))
      .orderBy(asc(auditRecords.sequence));
    assert.deepEqual(
      records.slice(-4).map(({ resource }) => resource),
      ['call_3', 'call_4', 'call_5', 'call_6'].map((id) => ({ type: 'call', id })),
    );
    let previousHash = '';
    for (const [place, record] of records.entries()) {
      const at = record.at.toISOString();
      assert.equal(record.sequence, place + 1);
      assert.equal(record.hash, recordHash({ record: { ...record, at }, sequence: place + 1, previousHash }));
      previousHash = record.hash ?? '';
    }
  });
});

/** As another process writes it: this one learns nothing of it. */
async function recordElsewhere(callId: string): Promise<void> {
  const { db } = suite.database;
  const { workspaceId } = suite;
  const [head] = await db.select().from(auditHeads).where(eq(auditHeads.workspaceId, workspaceId));
  assert.ok(head !== undefined);
  const sequence = head.sequence + 1;
  const at = new Date('2026-09-14T16:00:00Z');
  const record = {
    id: `aud_elsewhere_${workspaceId}`,
    workspaceId,
    actor: { type: 'operator', name: 'elsewhere' },
    action: 'call.imported',
    resource: { type: 'call', id: callId },
    result: 'done',
    requestId: 'req_elsewhere',
    ipAddress: null,
    details: {},
  };
  const hash = recordHash({ record: { ...record, at: at.toISOString() }, sequence, previousHash: head.hash });
  await db.insert(auditRecords).values({ ...record, at, sequence, hash });
  await db.update(auditHeads).set({ sequence, hash }).where(eq(auditHeads.workspaceId, workspaceId));
}
