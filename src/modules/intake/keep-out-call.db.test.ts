import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { getCallSource } from '#modules/calls';
import { listDrifts, recordStation } from '#modules/ledger';
import { sql } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { partyOf, storeCall } from '#test/source-calls';
import { keepOutCall } from './keep-out-call.ts';

const suite = await databaseForSuite();
const externalId = '4711';
const startedAt = '2026-11-20T10:00:00Z';

type Ctx = ReturnType<typeof suite.createContext>;

async function takenIn(ctx: Ctx): Promise<string> {
  const parties = [partyOf({ side: 'external', speakerId: '1', name: 'Sam Ortiz' })];
  const callId = await storeCall({ ctx, externalId, startedAt, parties });
  const place = { source: 'gong', externalId, title: 'A secret', startedAt: new Date(startedAt), callId };
  await recordStation({ ctx, input: { ...place, stations: ['expected', 'received', 'stored'] } });
  return callId;
}

/** As the other modules leave it behind: a written value, an activity, one that was taken back, a message, a warning. */
async function followed({ ctx, callId }: { ctx: Ctx; callId: string }): Promise<void> {
  const { workspaceId } = ctx;
  const set = `set_${workspaceId}`;
  await ctx.db.execute(sql`insert into change_sets
    (id, workspace_id, kind, key, title, call_id, dry_run, tainted, policy_hash, proposed_at)
    values (${set}, ${workspaceId}, 'call', 'call:1', 'A secret', ${callId}, false, false, 'hash', now())`);
  const rows = [
    { id: 'value', state: 'applied', action: { type: 'set_property' }, property: 'next_steps', made: null },
    { id: 'note', state: 'applied', action: { type: 'create_activity' }, property: null, made: '998' },
    { id: 'back', state: 'undone', action: { type: 'set_property' }, property: 'risk_factors', made: null },
  ];
  for (const [position, { id, state, action, property, made }] of rows.entries()) {
    const changeId = `${id}_${workspaceId}`;
    await ctx.db.execute(sql`insert into changes (id, workspace_id, change_set_id, position, target_type, target_id,
        target_name, action, identity, property, evidence, confidence, rule, stakes, verdict, policy_rule, reason,
        facts, terms, state, external_id, updated_at)
      values (${changeId}, ${workspaceId}, ${set}, ${position}, 'deal', '12', 'Alder Point', ${JSON.stringify(action)},
        ${id}, ${property}, '[]', 1, 'rule', 'low', 'automatic', 'rule', 'reason', '{}', '{}', ${state}, ${made}, now())`);
    await ctx.db.execute(sql`insert into crm_sync_log (id, workspace_id, at, source_system, target_system, entity_type,
        entity_id, operation, data, status, change_id, started_at)
      values (${`log_${changeId}`}, ${workspaceId}, now(), 'sophia', 'hubspot', 'deal', '12', 'update',
        ${JSON.stringify({ property, to: 'words of the call' })}, 'succeeded', ${changeId}, now())`);
  }
  // What was undone leaves the effect that once wrote it.
  await ctx.db.execute(sql`insert into effects
      (id, workspace_id, target, kind, key, marker, state, external_id, created_at, updated_at)
    values (${`eff_back_${workspaceId}`}, ${workspaceId}, 'hubspot', 'set_property', ${`change:back_${workspaceId}:r0`},
      'm0', 'done', '12', now(), now())`);
  await ctx.db.execute(sql`insert into notifications
      (id, workspace_id, kind, key, severity, subject, destination, state, channel_id, message_id, created_at)
    values (${`told_${workspaceId}`}, ${workspaceId}, 'call_summary', 'k', 'low', ${JSON.stringify({ callId })}, '{}',
      'sent', 'C1', '1700.5', now())`);
  await ctx.db.execute(sql`insert into crm_records
      (id, workspace_id, source, object_type, external_id, properties, created_at_source, updated_at_source, synced_at)
    values (${`deal_${workspaceId}`}, ${workspaceId}, 'hubspot', 'deal', '12', '{}', now(), now(), now())`);
  const quote = { type: 'quote', callId, quote: 'words of the call', speaker: 'Sam', turn: 1, startMs: null };
  const evidence = [
    { kind: 'champion_left', list: [quote] },
    { kind: 'no_activity', list: [{ type: 'call', callId, title: 'A secret', at: startedAt }] },
  ];
  for (const { kind, list } of evidence) {
    await ctx.db.execute(sql`insert into deal_warnings
        (id, workspace_id, record_id, kind, severity, explanation, evidence, raised_at)
      values (${`${kind}_${workspaceId}`}, ${workspaceId}, ${`deal_${workspaceId}`}, ${kind}, 'low', 'Because.',
        ${JSON.stringify(list)}, now())`);
  }
}

describe('a call that turns private', () => {
  it('is taken out with what no key ties to it, and what stands outside is named once without its words', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const callId = await takenIn(ctx);
    await followed({ ctx, callId });
    const input = { source: 'gong', externalId, startedAt, reason: 'private' } as const;
    assert.deepEqual(await keepOutCall({ ctx, input }), { removed: true });
    assert.deepEqual(await keepOutCall({ ctx, input }), { removed: false });
    const { rows: items } = await ctx.db.execute(
      sql`select excluded, call_id, title from ledger_items where workspace_id = ${ctx.workspaceId}`,
    );
    assert.deepEqual(items, [{ excluded: 'private', call_id: null, title: null }]);
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts.map(({ what, lines }) => [what, lines.map(({ label }) => label)]),
      [
        [
          'removed_calls',
          [
            'HubSpot deal 12 (Alder Point), next_steps',
            'HubSpot activity 998 at deal 12 (Alder Point)',
            'Slack message 1700.5 in C1',
          ],
        ],
      ],
    );
    const { rows: log } = await ctx.db.execute(
      sql`select data from crm_sync_log where workspace_id = ${ctx.workspaceId} order by id`,
    );
    assert.deepEqual(log, [{ data: { property: 'risk_factors' } }, { data: {} }, { data: { property: 'next_steps' } }]);
    const { rows: warnings } = await ctx.db.execute(
      sql`select kind, evidence from deal_warnings where workspace_id = ${ctx.workspaceId}`,
    );
    assert.deepEqual(warnings, [{ kind: 'no_activity', evidence: [] }]);
  });

  it('has what was just being written named as possible, and its activity looked for later', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const { workspaceId } = ctx;
    const callId = await takenIn(ctx);
    await followed({ ctx, callId });
    const associatedWith = [{ objectType: 'deal', externalId: '12' }];
    const action = JSON.stringify({ type: 'create_activity', objectType: 'note', associatedWith });
    await ctx.db.execute(sql`update changes set action = ${action}, state = 'applying', external_id = null
      where id = ${`note_${workspaceId}`}`);
    // Their answers were lost: both wait again, and nobody knows what the CRM has.
    await ctx.db.execute(sql`update changes set state = 'proposed' where id = ${`value_${workspaceId}`}`);
    await ctx.db.execute(sql`insert into effects
        (id, workspace_id, target, kind, key, marker, state, created_at, updated_at)
      values (${`eff_${workspaceId}`}, ${workspaceId}, 'hubspot', 'set_property',
        ${`change:value_${workspaceId}:r0`}, 'm1', 'sending', now(), now())`);
    await keepOutCall({ ctx, input: { source: 'gong', externalId, startedAt, reason: 'private' } });
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.deepEqual(
      drifts[0]?.lines.map(({ label }) => label),
      [
        'HubSpot deal 12 (Alder Point), next_steps',
        'HubSpot activity that may have been made at deal 12 (Alder Point)',
        'Slack message 1700.5 in C1',
      ],
    );
    const { rows: due } = await ctx.db.execute(
      sql`select subject, payload from due_work where workspace_id = ${workspaceId} and kind = 'name-left-activity'`,
    );
    const payload = { objectType: 'note', associatedWith, record: 'deal 12 (Alder Point)' };
    assert.deepEqual(due, [{ subject: `note_${workspaceId}`, payload }]);
  });

  it('leaves no drift where nothing was written or told, and touches no other workspace', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    const other = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await takenIn(ctx);
    await followed({ ctx: other, callId: await takenIn(other) });
    const input = { source: 'gong', externalId, startedAt, reason: 'private' } as const;
    await keepOutCall({ ctx, input });
    assert.deepEqual((await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } })).drifts, []);
    assert.notEqual(await getCallSource({ ctx: other, input: { source: 'gong', externalId } }), null);
    const webhook = { ...ctx, actor: { type: 'webhook', source: 'gong' } } as const;
    await assert.rejects(keepOutCall({ ctx: webhook, input }), { code: 'access.denied' });
  });
});
