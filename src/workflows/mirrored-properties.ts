import type { CrmRecordType } from '#contracts';
import { type ChangeContext, namedProperties } from '#modules/changesets';
import { listDefinitions } from '#modules/crm';
import { listTerritories } from '#modules/users';

/** What the mirror holds of records beyond the usual: the fields that the policy or a territory names and the CRM has. */
export async function mirroredProperties({
  ctx,
  objectType,
}: {
  ctx: ChangeContext;
  objectType: CrmRecordType;
}): Promise<string[]> {
  const { territories } = await listTerritories({ ctx });
  const rules = territories.flatMap((territory) => territory.rules).filter(({ of }) => of === objectType);
  const ofPolicy = namedProperties({ policy: ctx.policy, objectType });
  const named = [...new Set([...ofPolicy, ...rules.map(({ property }) => property)])];
  if (named.length === 0) return [];
  const definitions = await listDefinitions({ ctx, input: { kind: 'property', scope: objectType } });
  return named.filter((name) => definitions.some((definition) => definition.name === name));
}
