import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listDrifts, recordDrift, recordStation } from '#modules/ledger';
import { notifications } from '#modules/notifications';
import { dueWork } from '#platform/db';
import { eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { openNotificationWorld } from '#test/notification-world';
import { quietWork } from '#test/work-context';
import { alertOperators } from './alert-operators.ts';
import type { WorkContext } from './workflow-dependencies.ts';

const suite = await databaseForSuite();
const at = { source: 'gong', startedAt: new Date('2026-09-14T10:00:00Z') } as const;

async function openWorld(): Promise<WorkContext> {
  const { ctx } = await openNotificationWorld(suite);
  return {
    ...ctx,
    ...quietWork,
  };
}

async function told(ctx: WorkContext): Promise<string[]> {
  const rows = await ctx.db.select().from(notifications).where(eq(notifications.workspaceId, ctx.workspaceId));
  return rows.map(({ kind, key, destination }) => `${kind} ${key} ${JSON.stringify(Object(destination).place)}`);
}

describe('whoever runs Sophia', () => {
  it('is told once, in the default channel, of what does not come right by itself', async () => {
    const ctx = await openWorld();
    await recordStation({ ctx, input: { ...at, externalId: '1', stations: ['received'] } });
    await recordStation({ ctx, input: { ...at, externalId: '2', stations: ['received'], backfill: true } });
    const never = { type: 'gap.found', source: 'gong', externalId: '1', cause: 'transcript_never_came' } as const;
    const drift = { type: 'drift.found', driftId: 'drf_1', severity: 'high' } as const;
    const disabled = { type: 'webhook.disabled', endpointId: 'whe_1' } as const;
    for (const event of [
      never,
      never,
      drift,
      drift,
      disabled,
      disabled,
      { ...never, cause: 'transcript_not_ready' },
      { ...never, externalId: '2' },
      { ...never, externalId: 'unknown' },
    ]) {
      await alertOperators({ ctx, event });
    }
    assert.deepEqual((await told(ctx)).toSorted(), [
      'drift drift:drf_1 "default"',
      'gap gap:gong:1:transcript_never_came "default"',
      'webhook_disabled webhook:whe_1:2026-09-14 "default"',
    ]);
  });

  it('is told in one message a day of all owners who cannot be reached', async () => {
    const ctx = await openWorld();
    for (const owner of ['left', 'gone', 'away']) {
      const after = `Expected the owner in Slack by the address ${owner}@tidewater.example`;
      const lines = [{ label: 'An owner of the CRM', difference: 'unreachable', before: null, after }];
      const drift = { source: 'slack', what: 'delivery', severity: 'medium', lines } as const;
      await recordDrift({ ctx, input: { ...drift, key: `owners:2026-09-14:${owner}` } });
    }
    const unusable = { label: 'The default channel', difference: 'unusable', before: null, after: 'It is archived.' };
    const channel = {
      source: 'slack',
      what: 'delivery',
      severity: 'medium',
      key: 'default-channel:2026-09-14',
    } as const;
    await recordDrift({ ctx, input: { ...channel, lines: [unusable] } });
    const { drifts } = await listDrifts({ ctx, input: { since: '2000-01-01', limit: 10 } });
    assert.equal(drifts.length, 4);
    for (const { driftId } of drifts.toReversed()) {
      await alertOperators({ ctx, event: { type: 'drift.found', driftId, severity: 'medium' } });
    }
    const other = drifts.find(({ lines }) => lines[0]?.difference === 'unusable');
    assert.deepEqual(
      (await told(ctx)).toSorted(),
      [`drift drift:${other?.driftId} "default"`, 'drift drift:owners:2026-09-14 "default"'].toSorted(),
    );
  });

  it('is told in one message a day and source of what failed in every try, and once a minute of what comes on top', async () => {
    const ctx = await openWorld();
    const dead = { type: 'inbox.given_up', kind: 'deal.propertyChange', code: 'vendor.refused' } as const;
    for (let count = 0; count < 20; count += 1) {
      await alertOperators({ ctx, event: { ...dead, inboxId: `inb_${count}`, source: 'hubspot' } });
    }
    await alertOperators({ ctx, event: { ...dead, inboxId: 'inb_slack', source: 'slack' } });
    await alertOperators({ ctx, event: { ...dead, inboxId: 'inb_gong', source: 'gong' } });
    assert.deepEqual((await told(ctx)).toSorted(), [
      'dead_letters dead-letters:hubspot:2026-09-14 "default"',
      'dead_letters dead-letters:slack:2026-09-14 "default"',
    ]);
    const planned = await ctx.db.select().from(dueWork).where(eq(dueWork.workspaceId, ctx.workspaceId));
    assert.deepEqual(
      planned.map(({ kind, subject }) => `${kind} ${subject}`),
      ['redraw-message dead-letters:hubspot:2026-09-14'],
    );
  });

  it('is told of nothing where there is no chat', async () => {
    const ctx = await openWorld();
    const off = { state: 'off', reason: 'Not in this test.', action: 'Nothing.' } as const;
    const event = { type: 'drift.found', driftId: 'drf_1', severity: 'high' } as const;
    await alertOperators({ ctx: { ...ctx, connections: { ...ctx.connections, chat: off } }, event });
    assert.deepEqual(await told(ctx), []);
  });
});
