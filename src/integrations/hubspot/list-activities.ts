import { type CrmDealActivity, CrmDealActivityKind } from '#contracts';
import { toDealActivity } from './map.ts';
import { type Reading, readObjects, readTies } from './read-records.ts';

/** Of one kind and deal; what came before says nothing of how the deal stands. */
const mostOfKind = 200;

export const activityProperties: Readonly<Record<CrmDealActivityKind, readonly string[]>> = {
  note: ['hs_timestamp', 'hubspot_owner_id'],
  task: ['hs_timestamp', 'hubspot_owner_id', 'hs_task_status', 'hs_task_completion_date', 'hs_task_subject'],
  call: ['hs_timestamp', 'hubspot_owner_id', 'hs_call_direction', 'hs_call_status', 'hs_call_title'],
  email: ['hs_timestamp', 'hubspot_owner_id', 'hs_email_direction', 'hs_email_status', 'hs_email_subject'],
  meeting: ['hs_timestamp', 'hubspot_owner_id', 'hs_meeting_start_time', 'hs_meeting_outcome', 'hs_meeting_title'],
};

/** Reads what was done with deals, and what is to be done: first the ties, then each kind by id, past every index. */
export async function listActivities({
  dealExternalIds,
  ...reading
}: Reading & { dealExternalIds: readonly string[] }): Promise<CrmDealActivity[]> {
  const activities: CrmDealActivity[] = [];
  if (dealExternalIds.length === 0) return activities;
  for (const kind of CrmDealActivityKind.options) {
    const ties = await readTies({
      ...reading,
      request: { fromType: 'deal', externalIds: dealExternalIds, toType: kind },
    });
    const idsByDeal = newestOfEach(ties);
    const objects = await readObjects({
      ...reading,
      request: {
        objectType: kind,
        externalIds: [...new Set([...idsByDeal.values()].flat())],
        properties: activityProperties[kind],
        historyOf: [],
      },
    });
    const objectById = new Map(objects.map((object) => [object.id, object]));
    for (const [dealExternalId, ids] of idsByDeal) {
      for (const id of ids) {
        const object = objectById.get(id);
        const activity = object === undefined ? null : toDealActivity({ kind, object, dealExternalId });
        if (activity !== null) activities.push(activity);
      }
    }
  }
  return activities;
}

function newestOfEach(ties: readonly { readonly fromId: string; readonly toId: string }[]): Map<string, string[]> {
  const idsByDeal = new Map<string, string[]>();
  for (const { fromId, toId } of ties) idsByDeal.set(fromId, [...(idsByDeal.get(fromId) ?? []), toId]);
  for (const [dealId, ids] of idsByDeal) {
    idsByDeal.set(dealId, [...new Set(ids)].sort(newestFirst).slice(0, mostOfKind));
  }
  return idsByDeal;
}

/** Ids grow with time; comparing their lengths first spares the conversion. */
function newestFirst(first: string, second: string): number {
  return second.length - first.length || (first < second ? 1 : -1);
}
