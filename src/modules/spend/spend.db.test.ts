import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SpendEntry } from '#platform/llm';
import { eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import type { TestContext } from '#test/test-context';
import { createSpendLedger, modelUsage } from './index.ts';

const suite = await databaseForSuite();
const dayMs = 24 * 60 * 60 * 1000;

const entry: SpendEntry = {
  provider: 'openai',
  model: 'test',
  purpose: 'call.analyze',
  inputTokens: 1200,
  cachedInputTokens: 200,
  outputTokens: 300,
  costMicroUsd: 2_500,
  estimated: false,
};

async function freshContext(): Promise<TestContext> {
  return suite.createContext({ workspaceId: await suite.createWorkspace() });
}

describe('the spend on models', () => {
  test('the table definition is what the migrations made', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { modelUsage } });
  });

  test('is the sum of what was written down, priced and unpriced apart', async () => {
    const ctx = await freshContext();
    const ledger = createSpendLedger({ ctx });
    assert.deepEqual(await ledger.total(), { costMicroUsd: 0, unpricedTokens: 0 });
    await ledger.record(entry);
    await ledger.record({ ...entry, costMicroUsd: 3_000_000_000 });
    await ledger.record({ ...entry, costMicroUsd: null });
    assert.deepEqual(await ledger.total(), { costMicroUsd: 3_000_002_500, unpricedTokens: 1500 });
    const rows = await ctx.db.select().from(modelUsage).where(eq(modelUsage.workspaceId, ctx.workspaceId));
    const { id, workspaceId, createdAt, ...kept } = rows[0] ?? {};
    assert.deepEqual(kept, entry);
    assert.match(id ?? '', /^use_|^usage_|^[a-z]+_/);
    assert.deepEqual([workspaceId, createdAt], [ctx.workspaceId, ctx.clock.now()]);
  });

  test('is counted from midnight UTC by the clock of the context, so that yesterday does not count', async () => {
    const ctx = await freshContext();
    const ledger = createSpendLedger({ ctx });
    await ledger.record(entry);
    ctx.clock.advance(dayMs - 15 * 60 * 60 * 1000 - 1);
    assert.equal((await ledger.total()).costMicroUsd, 2_500, 'a millisecond before midnight');
    ctx.clock.advance(1);
    assert.equal((await ledger.total()).costMicroUsd, 0, 'at midnight');
    await ledger.record({ ...entry, costMicroUsd: 7 });
    assert.equal((await ledger.total()).costMicroUsd, 7);
  });

  test('is that of one workspace', async () => {
    const ctx = await freshContext();
    await createSpendLedger({ ctx }).record(entry);
    const other = await freshContext();
    assert.equal((await createSpendLedger({ ctx: other }).total()).costMicroUsd, 0);
  });
});
