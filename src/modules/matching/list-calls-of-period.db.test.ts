import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calls, findCall } from '#modules/calls';
import { crmRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { databaseForSuite } from '#test/database-for-suite';
import { listCallsOfPeriod } from './list-calls-of-period.ts';
import { callLinks } from './tables.ts';

const suite = await databaseForSuite();

async function keepCall(ctx: Context, { title, day }: { title: string; day: string }): Promise<string> {
  const id = ctx.ids.create('call');
  await ctx.db.insert(calls).values({
    id,
    workspaceId: ctx.workspaceId,
    source: 'gong',
    externalId: id,
    title,
    startedAt: new Date(`${day}T15:00:00Z`),
    callDate: day,
    timeZone: 'UTC',
    currentVersion: 1,
    createdAt: ctx.clock.now(),
  });
  return id;
}

describe('calls that somebody asks for', () => {
  it('are those of the days, the newest first, with how many there are', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await keepCall(ctx, { title: 'Before', day: '2026-09-13' });
    const first = await keepCall(ctx, { title: 'First', day: '2026-09-14' });
    await keepCall(ctx, { title: 'Last', day: '2026-09-20' });
    const input = { from: '2026-09-14', to: '2026-09-20', limit: 1 };
    const found = await listCallsOfPeriod({ ctx, input });
    assert.deepEqual([found.calls.map(({ title }) => title), found.total], [['Last'], 2]);
    const about = {
      objectType: 'company',
      recordId: `${ctx.workspaceId}-c`,
      method: 'manual',
      confidence: 1,
      evidence: 'x',
    };
    const own = {
      id: ctx.ids.create('callLink'),
      workspaceId: ctx.workspaceId,
      callId: first,
      createdAt: ctx.clock.now(),
    };
    const at = ctx.clock.now();
    const times = { createdAtSource: at, updatedAtSource: at, syncedAt: at };
    const record = {
      workspaceId: ctx.workspaceId,
      source: 'hubspot',
      objectType: 'company',
      externalId: '901',
    } as const;
    await ctx.db.insert(crmRecords).values({ ...record, ...times, id: about.recordId, name: 'Alder', properties: {} });
    await ctx.db.insert(callLinks).values({ ...about, ...own });
    const ofRecord = await listCallsOfPeriod({ ctx, input: { ...input, recordId: `${ctx.workspaceId}-c` } });
    assert.deepEqual([ofRecord.calls.map(({ title }) => title), ofRecord.total], [['First'], 1]);
    const elsewhere = suite.createContext({ workspaceId: await suite.createWorkspace() });
    assert.equal((await listCallsOfPeriod({ ctx: elsewhere, input })).total, 0);
  });

  it('are meant by their id or a part of their title, and several are named', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const pricing = await keepCall(ctx, { title: 'Larkspur Hill: 100% pricing', day: '2026-09-14' });
    await keepCall(ctx, { title: 'Larkspur Hill: kick-off', day: '2026-09-20' });
    assert.equal((await findCall({ ctx, input: { text: '100% PRICING' } })).callId, pricing);
    assert.equal((await findCall({ ctx, input: { text: pricing } })).callId, pricing);
    await assert.rejects(
      findCall({ ctx, input: { text: 'larkspur' } }),
      /several: .*kick-off \(2026-09-20, call_\w+\)/,
    );
    await assert.rejects(findCall({ ctx, input: { text: 'no such thing' } }), { code: 'call.not-found' });
  });
});
