import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WorkspaceSettings } from '#contracts';
import type { Context } from '#platform/context';
import { auditRecords, workspaces } from '#platform/db';
import { and, eq } from '#platform/sql';
import { assertTablesMatchDatabase } from '#test/assert-tables-match-database';
import { databaseForSuite } from '#test/database-for-suite';
import { configureWorkspace, findWorkspace, getWorkspace } from './index.ts';

const suite = await databaseForSuite();

const settings = WorkspaceSettings.parse({
  name: 'Tidewater Ledger',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  internalDomains: ['tidewaterledger.example'],
  competitors: [{ name: 'Payloom', aliases: ['pay loom'] }],
  lexicons: { objections: ['too steep'] },
});

async function auditOf(ctx: Context): Promise<unknown[]> {
  const rows = await ctx.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'workspace.configured')))
    .orderBy(auditRecords.at, auditRecords.id);
  return rows.map(({ details }) => details);
}

describe('workspaces', () => {
  test('the table definition is what the migrations made', async () => {
    await assertTablesMatchDatabase({ database: suite.database, tables: { workspaces } });
  });

  test('are made by their first configuration; the same one again changes nothing', async () => {
    const ctx = suite.createContext({ workspaceId: 'new-workspace' });
    await assert.rejects(getWorkspace({ ctx }), { code: 'workspace.not-found' });
    await assert.rejects(findWorkspace({ ctx }), { code: 'workspace.not-found' });
    assert.deepEqual(await configureWorkspace({ ctx, input: settings }), { changed: true });
    assert.deepEqual(await getWorkspace({ ctx }), {
      workspaceId: 'new-workspace',
      name: 'Tidewater Ledger',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      settings,
    });
    await findWorkspace({ ctx });
    assert.deepEqual(await configureWorkspace({ ctx, input: settings }), { changed: false });
    assert.deepEqual(await auditOf(ctx), [{ before: null, after: settings }]);
  });

  test('keep the old settings beside the new ones in the audit trail', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await configureWorkspace({ ctx, input: settings });
    ctx.clock.advance(1000);
    const other = { ...settings, currency: 'USD' };
    assert.deepEqual(await configureWorkspace({ ctx, input: other }), { changed: true });
    assert.equal((await getWorkspace({ ctx })).currency, 'USD');
    assert.deepEqual((await auditOf(ctx)).at(-1), { before: settings, after: other });
  });

  test('have dollars, UTC and their id for a name where nothing is said', async () => {
    const ctx = suite.createContext({ workspaceId: 'bare-workspace' });
    await configureWorkspace({ ctx, input: WorkspaceSettings.parse({}) });
    const { name, currency, timeZone } = await getWorkspace({ ctx });
    assert.deepEqual([name, currency, timeZone], ['bare-workspace', 'USD', 'UTC']);
  });

  test('do not see each other', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await configureWorkspace({ ctx, input: settings });
    const other = suite.createContext({ workspaceId: await suite.createWorkspace() });
    assert.equal((await getWorkspace({ ctx: other })).settings.competitors.length, 0);
  });

  test('are configured by the operator and by nothing that runs by itself', async () => {
    const ctx = suite.createContext({
      workspaceId: await suite.createWorkspace(),
      actor: { type: 'system', component: 'analyze-call' },
    });
    await assert.rejects(configureWorkspace({ ctx, input: settings }), { code: 'access.denied' });
    assert.equal((await getWorkspace({ ctx })).currency, 'USD');
    assert.deepEqual(await auditOf(ctx), []);
  });

  test('refuse settings of another form with the field that is wrong', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const input = { ...settings, currency: 'EURO' };
    await assert.rejects(configureWorkspace({ ctx, input }), { code: 'input.invalid', message: /currency/ });
  });
});
