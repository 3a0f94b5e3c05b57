import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { scheduleWork } from '#platform/due-work';
import { nextLocalTime } from './quiet-until.ts';
import { readSettings } from './read-settings.ts';
import { requestNotification } from './request-notification.ts';

/**
 * Asks for the digest of today and puts the next one on the calendar. Days that passed while nobody was there are one
 * digest, today's.
 */
export async function sendDigest({ ctx }: { ctx: Context }): Promise<{ notificationId: string | null }> {
  authorise({ ctx, action: 'notification.request', resource: { type: 'notification', id: null } });
  const settings = await readSettings(ctx);
  const { digest } = settings;
  if (digest === null) return { notificationId: null };
  const now = ctx.clock.now();
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: digest.timeZone, dateStyle: 'short' }).format(now);
  return transact({ ctx }, async (inner) => {
    const { notificationId } = await requestNotification({
      ctx: inner,
      input: { kind: 'daily_digest', key: `daily_digest:${day}`, severity: 'low', subject: { day } },
    });
    const dueAt = nextLocalTime({ now, time: digest.at, timeZone: digest.timeZone });
    await scheduleWork({ ctx: inner, kind: 'send-digest', subject: 'daily', dueAt });
    const resource = { type: 'notification', id: notificationId };
    await audit({ ctx: inner, action: 'digest.requested', resource, details: { day } });
    return { notificationId };
  });
}
