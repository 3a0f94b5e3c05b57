import type { ChangeSet } from '#contracts';
import { listWrittenActivities } from '#modules/changesets';
import { listRecordsById } from '#modules/crm';
import { getMatch } from '#modules/matching';
import type { Context } from '#platform/context';
import { linksIn } from './propose-from-call.ts';

/**
 * Whether an activity that a set has written stands on other records than its call is about: that was found out, or said,
 * while it was on its way. Where nobody has said what the call is about, only what lacks it counts.
 */
export async function standsElsewhere({
  ctx,
  set: { callId, changes },
}: {
  ctx: Context;
  set: Pick<ChangeSet, 'callId' | 'changes'>;
}): Promise<boolean> {
  const written = new Set(
    changes.flatMap(({ action, state, externalId }) =>
      action.type === 'create_activity' && state === 'applied' ? [externalId] : [],
    ),
  );
  if (callId === null || written.size === 0) return false;
  const match = await getMatch({ ctx, input: { callId } });
  if (match === null) return false;
  const { dealRecordId, leadRecordId = null, contactRecordIds, corrections = 0 } = linksIn(match);
  const recordIds = [dealRecordId, leadRecordId, ...contactRecordIds].filter((recordId) => recordId !== null);
  const records = await listRecordsById({ ctx, input: { recordIds } });
  const about = new Set([...records.values()].map(({ recordId, mergedInto }) => mergedInto ?? recordId));
  const activities = await listWrittenActivities({ ctx, input: { callId } });
  return activities.some(({ reference, standsOn }) => {
    const places = new Set(standsOn.map(({ recordId }) => recordId));
    const lacks = !about.isSubsetOf(places) || (corrections > 0 && !places.isSubsetOf(about));
    return written.has(reference.externalId) && lacks;
  });
}
