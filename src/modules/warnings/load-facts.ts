import type { CrmDealActivity, CrmPropertyChange } from '#contracts';
import { type AgreedMeeting, listAgreedMeetings } from '#modules/commitments';
import { type CrmRecordRow, listActivities, listPropertyChanges } from '#modules/crm';
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

/** Reads it, with the meetings that stand on the days of `since` to `until`. */
export async function loadFacts({
  ctx,
  deal,
  since,
  until,
}: {
  ctx: Context;
  deal: CrmRecordRow;
  since: Date;
  until: Date;
}): Promise<DealFacts> {
  const { recordId } = deal;
  const { changes } = await listPropertyChanges({ ctx, input: { recordId, properties: null, limit: mostChanges } });
  const { activities, syncedAt } = await listActivities({ ctx, input: { recordId } });
  const calls = await loadCalls({ ctx, recordId });
  const days = { since: dayOf(since), until: dayOf(until) };
  const { meetings } = await listAgreedMeetings({ ctx, input: { dealRecordId: recordId, ...days } });
  return {
    deal,
    readAt: ctx.clock.now(),
    history: changes,
    historySince: changes.length < mostChanges ? null : (changes.at(-1)?.at ?? null),
    activities: syncedAt === null ? null : activities,
    calls,
    meetings,
  };
}
