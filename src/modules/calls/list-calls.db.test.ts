import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { listCalls } from './index.ts';

const suite = await databaseForSuite();
const { database } = suite;
const Statement = z.object({ text: z.string() });

/** The last statement that the work sends, as the database plans it. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  const { pool } = database;
  const query: (...given: unknown[]) => unknown = pool.query.bind(pool);
  const sent: { text: string; values: unknown }[] = [];
  Object.defineProperty(pool, 'query', {
    configurable: true,
    value: (...given: unknown[]) => {
      const statement = Statement.safeParse(given[0]);
      if (statement.success && statement.data.text.includes('"call_versions"')) {
        sent.push({ text: statement.data.text, values: given[1] });
      }
      return query(...given);
    },
  });
  try {
    await work();
  } finally {
    Object.defineProperty(pool, 'query', { configurable: true, writable: true, value: query });
  }
  const { text, values } = sent.at(-1) ?? assert.fail('Expected a statement, found none.');
  return JSON.stringify(await query(`explain ${text}`, values));
}

describe('a page of the list of calls', () => {
  it('is read from where the one before it ended, however many calls are newer', async () => {
    const workspaceId = await suite.createWorkspace();
    const ctx = suite.createContext({ workspaceId });
    const id = sql`${`${workspaceId}_call_`}::text || lpad(place::text, 5, '0')`;
    await ctx.db.execute(sql`insert into calls
        (id, workspace_id, source, external_id, title, started_at, call_date, time_zone, current_version, created_at)
      select ${id}, ${workspaceId}, 'test', place::text, 'A call', started, started::date, 'UTC', 1, now()
      from (select place, timestamptz '2024-01-01 00:00Z' + place * interval '1 hour' as started
        from generate_series(1, 3000) place) made`);
    await ctx.db.execute(sql`insert into call_versions
        (id, workspace_id, call_id, version, content_hash, format, source_name, time_zone, word_count, parties, warnings, created_at)
      select id || 'v', workspace_id, id, 1, id, 'text', 'test', 'UTC', 1, '[]', '[]', now()
      from calls where workspace_id = ${workspaceId}`);
    await ctx.db.execute(sql`analyze calls`);
    await ctx.db.execute(sql`analyze call_versions`);
    const deep = `${workspaceId}_call_00300`;
    const plan = await planOf(() => listCalls({ ctx, input: { limit: 20, beforeCallId: deep } }));
    assert.match(plan, /calls_in_order on calls[^}]*}[^}]*Index Cond: [^}]*ROW\(/);
    assert.doesNotMatch(plan, /Sort/);
    const { calls, nextBefore } = await listCalls({ ctx, input: { limit: 20, beforeCallId: deep } });
    assert.deepEqual([calls[0]?.callId, nextBefore], [`${workspaceId}_call_00299`, `${workspaceId}_call_00280`]);
  });
});
