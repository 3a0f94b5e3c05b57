import type { CrmDealActivity, CrmPropertyChange } from '#contracts';
import { type AgreedMeeting, listAgreedMeetings } from '#modules/commitments';
import { type CrmRecordRow, listActivitiesOf, listPropertyChangesOf } from '#modules/crm';
import type { Context } from '#platform/context';
import { dayOf } from './days.ts';
import type { CallOfDeal } from './deal-view.ts';
import { loadCalls } from './load-calls.ts';

const mostChanges = 500;

/** What is known of a deal that can be told for a moment of the past as well. */
export interface DealFacts {
  readonly deal: CrmRecordRow;
  /** The moment at which it was known so. */
  readonly readAt: Date;
  /** Of any property, the newest first. */
  readonly history: readonly CrmPropertyChange[];
  /** Before this moment the history is not known; null where all of it is. */
  readonly historySince: string | null;
  readonly activities: readonly CrmDealActivity[] | null;
  readonly calls: readonly CallOfDeal[];
  readonly meetings: readonly AgreedMeeting[];
}

/**
 * Reads them of all these deals together, in as many statements however many there are, with the meetings that stand on
 * the days of `since` to `until`.
 */
export async function loadFacts({
  ctx,
  deals,
  since,
  until,
}: {
  ctx: Context;
  deals: readonly CrmRecordRow[];
  since: Date;
  until: Date;
}): Promise<DealFacts[]> {
  const recordIds = deals.map(({ recordId }) => recordId);
  const histories = await listPropertyChangesOf({ ctx, input: { recordIds, limit: mostChanges } });
  const activitiesOf = await listActivitiesOf({ ctx, input: { recordIds } });
  const callsOf = await loadCalls({ ctx, recordIds });
  const days = { since: dayOf(since), until: dayOf(until) };
  const { meetings } = await listAgreedMeetings({ ctx, input: { dealRecordIds: recordIds, ...days } });
  const readAt = ctx.clock.now();
  return deals.map((deal) => {
    const history = histories.get(deal.recordId) ?? [];
    const { activities = [], syncedAt = null } = activitiesOf.get(deal.recordId) ?? {};
    return {
      deal,
      readAt,
      history,
      historySince: history.length < mostChanges ? null : (history.at(-1)?.at ?? null),
      activities: syncedAt === null ? null : activities,
      calls: callsOf.get(deal.recordId) ?? [],
      meetings: meetings.filter(({ dealRecordId }) => dealRecordId === deal.recordId),
    };
  });
}
