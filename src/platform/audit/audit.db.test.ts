import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditRecords, transact } from '#platform/db';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { audit } from './index.ts';

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
});
