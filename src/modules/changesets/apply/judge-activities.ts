import type { Crm, CrmActivityType, CrmRecord } from '#contracts';
import type { SentEffect } from '#platform/effects';
import { activityOf } from './activity-of.ts';
import { attemptEndOf } from './attempt-end.ts';
import type { JointChange, JointEnd } from './joint-change.ts';
import { judgeActivity } from './judge-activity.ts';

/** Reads all of them back, a read a kind. */
export async function judgeActivities({
  crm,
  activities,
  sent,
}: {
  crm: Crm;
  activities: readonly JointChange[];
  sent: ReadonlyMap<string, SentEffect>;
}): Promise<JointEnd[]> {
  const made = activities.map((joint) => ({ joint, externalId: externalIdOf(sent.get(joint.key)) }));
  const byType = Map.groupBy(made, ({ joint }) => activityOf(joint).objectType);
  const ends = await Promise.all(
    [...byType].map(async ([objectType, group]): Promise<JointEnd[]> => {
      try {
        const records = await readBack({ crm, objectType, group });
        return group.map(({ joint, externalId }) => {
          const { properties } = activityOf(joint);
          const record = records.get(externalId) ?? null;
          const outcome = judgeActivity({ objectType, properties, externalId, record });
          return { ...joint, end: { end: 'settled', outcome } };
        });
      } catch (error) {
        attemptEndOf(error);
        return group.map(({ joint }) => ({ ...joint, end: null }));
      }
    }),
  );
  return ends.flat();
}

async function readBack({
  crm,
  objectType,
  group,
}: {
  crm: Crm;
  objectType: CrmActivityType;
  group: readonly { readonly joint: JointChange; readonly externalId: string }[];
}): Promise<ReadonlyMap<string, CrmRecord>> {
  const externalIds = group.map(({ externalId }) => externalId);
  const names = [...new Set(group.flatMap(({ joint }) => Object.keys(activityOf(joint).properties)))];
  const records = await crm.getRecords({ objectType, externalIds, properties: names, historyOf: [] });
  return new Map(records.map((record) => [record.externalId, record]));
}

function externalIdOf(end: SentEffect | undefined): string {
  return end !== undefined && 'externalId' in end ? end.externalId : '';
}
