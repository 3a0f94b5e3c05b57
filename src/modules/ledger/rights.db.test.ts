import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { databaseForSuite } from '#test/database-for-suite';
import {
  countUnfinishedHistory,
  excludeItem,
  findVanished,
  getLedgerItem,
  listGaps,
  listHeldItems,
  listLedgerDays,
  readLedger,
  recordFollowed,
  recordGap,
  recordStation,
} from './index.ts';

const suite = await databaseForSuite();
const one = { source: 'gong', externalId: '1' };
const startedAt = new Date('2026-09-14T10:00:00Z');
const range = { source: 'gong', from: new Date('2026-09-01T00:00:00Z'), to: new Date('2026-09-30T00:00:00Z') };
const held = { source: 'gong', before: new Date('2026-12-01T00:00:00Z'), after: null, limit: 10 };
const gap = { ...one, missing: 'stored', cause: 'unreadable', detail: 'Torn.', nextAttemptAt: null } as const;

describe('the ledger', () => {
  it('does nothing for whoever has not the right to it', async () => {
    const plain = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const ctx = { ...plain, actor: { type: 'webhook', source: 'gong' } as const };
    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      countUnfinishedHistory: () => countUnfinishedHistory({ ctx }),
      excludeItem: () => excludeItem({ ctx, input: { ...one, reason: 'private', startedAt } }),
      findVanished: () => findVanished({ ctx, input: { ...range, listed: [] } }),
      getLedgerItem: () => getLedgerItem({ ctx, input: one }),
      listGaps: () => listGaps({ ctx, input: { limit: 1 } }),
      listHeldItems: () => listHeldItems({ ctx, input: held }),
      listLedgerDays: () => listLedgerDays({ ctx, input: { since: '2026-09-01' } }),
      readLedger: () => readLedger({ ctx, input: { since: null, gapLimit: 1 } }),
      recordFollowed: () => recordFollowed({ ctx, input: one }),
      recordGap: () => recordGap({ ctx, input: gap }),
      recordStation: () => recordStation({ ctx, input: { ...one, stations: ['received'] } }),
    };
    for (const [name, attempt] of Object.entries(refused)) {
      await assert.rejects(attempt, { code: 'access.denied' }, name);
    }
  });

  it('of one workspace is nothing to another, and is not changed by it', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const other = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await recordStation({ ctx, input: { ...one, stations: ['received'], startedAt, backfill: true } });
    await recordGap({ ctx, input: gap });
    assert.equal(await getLedgerItem({ ctx: other, input: one }), null);
    assert.deepEqual(await listHeldItems({ ctx: other, input: held }), { held: [] });
    assert.deepEqual((await listGaps({ ctx: other, input: { limit: 10 } })).gaps, []);
    assert.deepEqual((await listLedgerDays({ ctx: other, input: { since: '2026-09-01' } })).days, []);
    const reading = await readLedger({ ctx: other, input: { since: '2026-09-01', gapLimit: 10 } });
    assert.deepEqual(reading, { since: '2026-09-01', days: [], gaps: [], drifts: [], underWay: 0 });
    assert.deepEqual((await findVanished({ ctx: other, input: { ...range, listed: [] } })).vanished, []);
    assert.equal(await countUnfinishedHistory({ ctx: other }), 0);
    await recordFollowed({ ctx: other, input: one });
    await excludeItem({ ctx: other, input: { ...one, reason: 'private', startedAt } });
    assert.equal((await getLedgerItem({ ctx, input: one }))?.excluded, null);
    assert.equal((await listGaps({ ctx, input: { limit: 10 } })).gaps.length, 1);
  });
});
