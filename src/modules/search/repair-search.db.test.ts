import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crmRecords } from '#modules/crm';
import { and, eq, sql } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import {
  createSearchEngine,
  createWordEmbedder,
  embedPending,
  getSearchStatus,
  indexPending,
  repairSearch,
  type SearchContext,
  searchDocuments,
  searchWorkspace,
} from './index.ts';

const suite = await databaseForSuite();

describe('the repair of search', () => {
  test('indexes what was there before, once, and nothing of it again', async () => {
    const { ctx: plain } = await createChangeWorld(suite);
    const ctx: SearchContext = { ...plain, search: createSearchEngine() };
    assert.equal((await getSearchStatus({ ctx })).missing, 2);
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }), { noted: 2 });
    assert.equal((await indexPending({ ctx, input: { limit: 10 } })).subjects, 2);
    const { hits } = await searchWorkspace({ ctx, input: { query: 'proposal', deal: 'Larkspur Hill' } });
    assert.deepEqual(
      hits.map(({ kind, title }) => [kind, title]),
      [['deal', 'Larkspur Hill']],
    );
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }), { noted: 0 });
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'all' } }), { noted: 2 });
  });

  test('reads the next step of deals from the field that the policy names, all anew once it names another', async () => {
    const { ctx: plain } = await createChangeWorld(suite);
    const usual: SearchContext = { ...plain, search: createSearchEngine() };
    await plain.db
      .update(crmRecords)
      .set({ properties: sql`${crmRecords.properties} || '{"plan_ahead": "Visit the lighthouse"}'::jsonb` })
      .where(and(eq(crmRecords.workspaceId, plain.workspaceId), eq(crmRecords.objectType, 'deal')));
    await repairSearch({ ctx: usual, input: { what: 'drift' } });
    await indexPending({ ctx: usual, input: { limit: 10 } });
    const input = { query: 'lighthouse', deal: 'Larkspur Hill' };
    assert.deepEqual((await searchWorkspace({ ctx: usual, input })).hits, []);
    const policy = { fields: { ...plain.policy.fields, nextSteps: 'plan_ahead' } };
    const ctx: SearchContext = { ...plain, policy, search: createSearchEngine() };
    assert.equal((await getSearchStatus({ ctx })).missing, 2);
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }), { noted: 2 });
    await indexPending({ ctx, input: { limit: 10 } });
    const { hits } = await searchWorkspace({ ctx, input });
    assert.match(JSON.stringify(hits), /Next step: Visit the lighthouse/);
    assert.deepEqual(await repairSearch({ ctx, input: { what: 'drift' } }), { noted: 0 });
  });

  test('embeds anew what another model has made, and puts back what is gone', async () => {
    const { ctx: plain } = await createChangeWorld(suite);
    const first: SearchContext = { ...plain, search: createSearchEngine() };
    await repairSearch({ ctx: first, input: { what: 'drift' } });
    await indexPending({ ctx: first, input: { limit: 10 } });
    const embedder = { ...createWordEmbedder(), model: 'another' };
    const ctx: SearchContext = { ...plain, search: createSearchEngine({ embedder }) };
    const before = (await getSearchStatus({ ctx })).embedding;
    assert.deepEqual([before.model, before.answering, before.waiting > 0], ['another', 'sophia-words-1', true]);
    while ((await embedPending({ ctx, input: { limit: 10 } })).more);
    const after = (await getSearchStatus({ ctx })).embedding;
    assert.deepEqual([after.answering, after.waiting], ['another', 0]);
    await ctx.db.delete(searchDocuments).where(eq(searchDocuments.workspaceId, ctx.workspaceId));
    assert.equal((await getSearchStatus({ ctx })).missing, 2);
  });
});
