import type { Crm, CrmActivityType, CrmReference } from '#contracts';
import type { EffectTrace } from '#platform/effects';

/** The activity that carries the marker, looked for on each of its records; null where none does. */
export async function findByMarker({
  crm,
  objectType,
  associatedWith,
  marker,
}: {
  crm: Crm;
  objectType: CrmActivityType;
  associatedWith: readonly CrmReference[];
  marker: string;
}): Promise<EffectTrace | null> {
  for (const record of associatedWith) {
    const found = await crm.findActivity({ objectType, marker, associatedWith: record });
    if (found !== null) return { externalId: found.externalId };
  }
  return null;
}
