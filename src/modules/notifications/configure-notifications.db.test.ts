import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { auditRecords } from '#platform/db';
import { and, eq } from '#platform/sql';
import { databaseForSuite } from '#test/database-for-suite';
import { configureNotifications, getNotificationSettings } from './index.ts';

const suite = await databaseForSuite();
const mutes = ['call_summary', 'risk_warning', 'gap', 'deal_brief'] as const;

describe('the settings of notifications', () => {
  it('lose nothing where people change them at the same moment, and tell what each change found', async () => {
    const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
    await Promise.all([
      configureNotifications({ ctx, input: { muted: [...mutes] } }),
      configureNotifications({
        ctx,
        input: { quietHours: { from: '22:00', to: '07:00', timeZone: 'UTC', weekends: false, exceptSeverity: null } },
      }),
      configureNotifications({ ctx, input: { digest: { at: '08:30', timeZone: 'UTC' } } }),
      configureNotifications({ ctx, input: { briefs: { minutesBefore: 45 } } }),
    ]);
    const settings = await getNotificationSettings({ ctx });
    assert.deepEqual(settings.muted, mutes);
    assert.deepEqual(
      [settings.quietHours?.from, settings.digest?.at, settings.briefs.minutesBefore],
      ['22:00', '08:30', 45],
    );
    const records = await ctx.db
      .select({ details: auditRecords.details })
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), eq(auditRecords.action, 'notifications.configured')))
      .orderBy(auditRecords.sequence);
    const told = records.map(({ details }) => Object(details));
    assert.equal(told.length, 4);
    for (const [place, { before }] of told.entries()) if (place > 0) assert.deepEqual(before, told[place - 1].after);
  });
});
