import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { planBriefs } from './plan-briefs.ts';
import { readSettings } from './read-settings.ts';

/**
 * The day for which the briefs of the schedule are due now, and the next ones on the calendar; null where there is no
 * schedule. Days that passed while nobody was there are not made up for.
 */
export async function takeBriefsTurn({ ctx }: { ctx: Context }): Promise<{ day: string | null }> {
  authorise({ ctx, action: 'notification.request', resource: { type: 'notification', id: null } });
  return transact({ ctx }, async (inner) => {
    const settings = await readSettings(inner);
    const { schedule } = settings.briefs;
    await planBriefs({ ctx: inner, settings });
    if (schedule === null) return { day: null };
    const { timeZone } = schedule;
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(inner.clock.now());
    const resource = { type: 'notification', id: 'briefs' } as const;
    await audit({ ctx: inner, action: 'briefs.due', resource, details: { day } });
    return { day };
  });
}
