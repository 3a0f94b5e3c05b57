import { authorise } from '#modules/access';
import { listDefinitions } from '#modules/crm';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { cancelWork, scheduleWork } from '#platform/due-work';
import { parseInput, SophiaError } from '#platform/errors';
import { planBriefs } from './plan-briefs.ts';
import { nextLocalTime } from './quiet-until.ts';
import { readSettings } from './read-settings.ts';
import { NotificationSettings, NotificationSettingsChange } from './schema.ts';
import { notificationSettings } from './tables.ts';
import { takeSettingsTurn } from './take-settings-turn.ts';

/** Changes who is told what, where and when in the workspace. What is not named stays; digest and briefs move with it. */
export async function configureNotifications({
  ctx,
  input,
}: Verb<NotificationSettingsChange>): Promise<NotificationSettings> {
  authorise({ ctx, action: 'notification.configure', resource: { type: 'notification', id: null } });
  const change = parseInput({ schema: NotificationSettingsChange, input, what: 'settings of notifications' });
  for (const { team } of change.routes ?? []) await assertTeam({ ctx, team: team ?? null });
  return transact({ ctx }, async (inner) => {
    await takeSettingsTurn(inner);
    const before = await readSettings(inner);
    const settings = NotificationSettings.parse({
      ...before,
      ...change,
      briefs: { ...before.briefs, ...change.briefs },
    });
    const { workspaceId } = inner;
    const updatedAt = inner.clock.now();
    await inner.db
      .insert(notificationSettings)
      .values({ workspaceId, scope: 'workspace', settings, updatedAt })
      .onConflictDoUpdate({
        target: [notificationSettings.workspaceId, notificationSettings.scope],
        set: { settings, updatedAt },
      });
    const work = { ctx: inner, kind: 'send-digest', subject: 'daily' };
    if (settings.digest === null) await cancelWork(work);
    else {
      const { at: time, timeZone } = settings.digest;
      await scheduleWork({ ...work, dueAt: nextLocalTime({ now: updatedAt, time, timeZone }) });
    }
    await planBriefs({ ctx: inner, settings });
    await audit({
      ctx: inner,
      action: 'notifications.configured',
      resource: { type: 'notification', id: 'settings' },
      details: { before, after: settings },
    });
    return settings;
  });
}

/** A line for a team that nobody is in would never fit. Where the CRM has told of no teams, nothing can be said. */
async function assertTeam({ ctx, team }: { ctx: Context; team: string | null }): Promise<void> {
  if (team === null) return;
  const owners = await listDefinitions({ ctx, input: { kind: 'owner', scope: null } });
  const names = [...new Set(owners.flatMap(({ teams }) => teams.map(({ name }) => name)))].toSorted();
  const wanted = team.trim().toLowerCase();
  if (names.length === 0 || names.some((name) => name.trim().toLowerCase() === wanted)) return;
  throw new SophiaError(
    'input.invalid',
    `Expected a team of the CRM's owners (${names.join(', ')}), found "${team}". A team that is new there is known after the next sync.`,
  );
}
