import type { Crm, CrmReference } from '#contracts';

/** How two records are tied, in words that can be compared: by what they are to each other; null where they are not. */
export async function readTie({
  crm,
  from,
  to,
}: {
  crm: Crm;
  from: CrmReference;
  to: CrmReference;
}): Promise<string | null> {
  const links = await crm.getAssociations({
    fromType: from.objectType,
    externalIds: [from.externalId],
    toType: to.objectType,
  });
  const between = links.filter((link) => link.to.externalId === to.externalId);
  if (between.length === 0) return null;
  const labels = [...new Set(between.flatMap((link) => link.labels))].toSorted();
  return labels.length === 0 ? 'tied' : `tied as ${labels.join(', ')}`;
}
