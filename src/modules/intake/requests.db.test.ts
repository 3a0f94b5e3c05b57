import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Actor, ConnectedContext } from '#platform/context';
import { auditRecords, dueWork } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { and, eq } from '#platform/sql';
import { createChangeWorld } from '#test/change-world';
import { databaseForSuite } from '#test/database-for-suite';
import { openGong } from '#test/gong-world';
import { requestBackfill, requestSync } from './index.ts';

const suite = await databaseForSuite();
const reader: Actor = { type: 'chat_user', source: 'slack', userId: 'U1', name: 'Maya', email: null };
const range = { from: '2026-08-01T00:00:00.000Z', to: '2026-09-01T00:00:00.000Z' };

/** A workspace with a CRM and Gong, neither of which is asked for anything here. */
async function openContext(): Promise<ConnectedContext> {
  const { ctx } = await createChangeWorld(suite);
  const { source } = await openGong({ url: 'http://gong.example' });
  const calls = { state: 'on', client: source, simulated: true } as const;
  return { ...ctx, connections: { ...ctx.connections, calls } };
}

async function plannedIn({ db, workspaceId }: ConnectedContext): Promise<string[]> {
  const rows = await db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
  return rows.map(({ kind, subject }) => `${kind} ${subject}`).toSorted();
}

async function auditedIn({ db, workspaceId }: ConnectedContext, action: string): Promise<number> {
  const where = and(eq(auditRecords.workspaceId, workspaceId), eq(auditRecords.action, action));
  return (await db.select().from(auditRecords).where(where)).length;
}

function without(ctx: ConnectedContext, ...names: ('calls' | 'crm')[]): ConnectedContext {
  const off = { state: 'off', reason: 'It is not connected.', action: 'Connect it.' } as const;
  return { ...ctx, connections: { ...ctx.connections, ...Object.fromEntries(names.map((name) => [name, off])) } };
}

describe('a sync that somebody asks for', () => {
  test('plans what is connected at once, however often it is asked for, and is audited', async () => {
    const ctx = await openContext();
    assert.deepEqual(await requestSync({ ctx }), { streams: ['sync-calls', 'sync-crm', 'sync-people'] });
    await requestSync({ ctx });
    assert.deepEqual(await plannedIn(ctx), ['sync-calls all', 'sync-crm all', 'sync-people all']);
    assert.equal(await auditedIn(ctx, 'sync.requested'), 2);
    assert.deepEqual(await plannedIn(await openContext()), [], 'another workspace has nothing planned');
    assert.deepEqual(await requestSync({ ctx: without(ctx, 'crm') }), { streams: ['sync-calls'] });
  });

  test('takes nothing from what is written down of the last run, behind which no other is to queue', async () => {
    const ctx = await openContext();
    const { db, workspaceId, clock } = ctx;
    const payload = { lastRunId: 'run_1' };
    const dueAt = new Date(clock.now().getTime() + 60_000);
    await scheduleWork({ ctx, kind: 'sync-calls', subject: 'all', payload, dueAt });
    await requestSync({ ctx: without(ctx, 'crm') });
    const rows = await db.select().from(dueWork).where(eq(dueWork.workspaceId, workspaceId));
    assert.deepEqual(
      rows.map((row) => [row.payload, row.dueAt]),
      [[payload, clock.now()]],
    );
  });

  test('is refused to readers, and where nothing is connected', async () => {
    const ctx = await openContext();
    await assert.rejects(requestSync({ ctx: { ...ctx, actor: reader } }), { code: 'access.denied' });
    await assert.rejects(requestSync({ ctx: without(ctx, 'calls', 'crm') }), {
      code: 'vendor.off',
      message: /It is not connected\. Connect it\./,
    });
    assert.deepEqual(await plannedIn(ctx), []);
  });
});

describe('a back-fill that somebody asks for', () => {
  test('is planned once for its range, and audited', async () => {
    const ctx = await openContext();
    for (let time = 1; time <= 2; time += 1) await requestBackfill({ ctx, input: range });
    assert.deepEqual(await plannedIn(ctx), [`backfill-calls ${range.from}/${range.to}`]);
    assert.equal(await auditedIn(ctx, 'backfill.requested'), 2);
    assert.deepEqual(await plannedIn(await openContext()), [], 'another workspace has nothing planned');
  });

  test('is refused to readers, without Gong, and for a range that is none', async () => {
    const ctx = await openContext();
    await assert.rejects(requestBackfill({ ctx: { ...ctx, actor: reader }, input: range }), { code: 'access.denied' });
    await assert.rejects(requestBackfill({ ctx: without(ctx, 'calls'), input: range }), { code: 'vendor.off' });
    await assert.rejects(requestBackfill({ ctx, input: { ...range, from: 'August' } }), { code: 'input.invalid' });
    assert.deepEqual(await plannedIn(ctx), []);
  });
});
