import type { Crm, CrmActivityType, CrmRecord } from '#contracts';
import type { SentEffect } from '#platform/effects';
import { activityOf } from './activity-of.ts';
import type { JointChange } from './joint-change.ts';

/** One request a kind of activity, all at a time. One that the CRM did not take is left out: it is looked for by itself. */
export async function sendActivities({
  crm,
  activities,
  markers,
}: {
  crm: Crm;
  activities: readonly JointChange[];
  /** Of those to be sent, by the keys of their effects. */
  markers: ReadonlyMap<string, string>;
}): Promise<Map<string, SentEffect>> {
  const sending = activities.flatMap((joint) => {
    const marker = markers.get(joint.key);
    return marker === undefined ? [] : [{ key: joint.key, marker, ...activityOf(joint) }];
  });
  const sent = new Map<string, SentEffect>();
  await Promise.all(
    [...Map.groupBy(sending, ({ objectType }) => objectType)].map(async ([objectType, group]) => {
      try {
        const made = await createAll({ crm, objectType, group });
        for (const { key, marker } of group) {
          const record = made.get(marker);
          if (record !== undefined) sent.set(key, { externalId: record.externalId });
        }
      } catch (error) {
        for (const { key } of group) sent.set(key, { error });
      }
    }),
  );
  return sent;
}

type Sending = ReturnType<typeof activityOf> & { readonly key: string; readonly marker: string };

async function createAll({
  crm,
  objectType,
  group,
}: {
  crm: Crm;
  objectType: CrmActivityType;
  group: readonly Sending[];
}): Promise<ReadonlyMap<string, CrmRecord>> {
  const [first] = group;
  if (first === undefined || group.length > 1) return crm.createActivities({ objectType, activities: group });
  const { properties, associatedWith, marker } = first;
  return new Map([[marker, await crm.createActivity({ objectType, properties, associatedWith, marker })]]);
}
