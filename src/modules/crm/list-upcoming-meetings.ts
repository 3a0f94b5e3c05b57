import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, gt, isNotNull, isNull, lte, or } from '#platform/sql';
import { liveRecord } from './live-record.ts';
import { crmActivities, crmRecords } from './tables.ts';

const UpcomingMeetingsInput = z.strictObject({
  /** How far ahead is looked. */
  withinMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60),
  limit: z.int().min(1).max(500),
});
type UpcomingMeetingsInput = z.infer<typeof UpcomingMeetingsInput>;

/** A meeting in the calendar of the CRM that is tied to a deal. */
export interface UpcomingMeeting {
  readonly recordId: string;
  readonly externalId: string;
  readonly startsAt: string;
}

/** Meetings that begin soon, of deals that somebody owns, the next first; those called off are not among them. */
export async function listUpcomingMeetings({
  ctx,
  input,
}: Verb<UpcomingMeetingsInput>): Promise<{ meetings: UpcomingMeeting[] }> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const asked = parseInput({ schema: UpcomingMeetingsInput, input, what: 'how far ahead meetings are looked for' });
  const now = ctx.clock.now();
  const rows = await ctx.db
    .select({ recordId: crmActivities.recordId, externalId: crmActivities.externalId, at: crmActivities.at })
    .from(crmActivities)
    .innerJoin(crmRecords, eq(crmRecords.id, crmActivities.recordId))
    .where(
      and(
        liveRecord({ ctx, objectType: 'deal' }),
        isNotNull(crmRecords.ownerId),
        eq(crmActivities.workspaceId, ctx.workspaceId),
        eq(crmActivities.kind, 'meeting'),
        or(isNull(crmActivities.done), eq(crmActivities.done, false)),
        gt(crmActivities.at, now),
        lte(crmActivities.at, new Date(now.getTime() + asked.withinMinutes * 60_000)),
      ),
    )
    .orderBy(asc(crmActivities.at), asc(crmActivities.externalId))
    .limit(asked.limit);
  return { meetings: rows.map(({ at, ...meeting }) => ({ ...meeting, startsAt: at.toISOString() })) };
}
