import type { CrmPropertyDefinition } from '#contracts';

/** The deal's field for competitors: the one that the policy names, or the only one that is called so. */
export function findCompetitorField({
  definitions,
  named,
}: {
  definitions: readonly CrmPropertyDefinition[];
  named: string | null;
}): CrmPropertyDefinition | undefined {
  if (named !== null) return definitions.find(({ name }) => name === named);
  const likely = definitions.filter(
    ({ name, readOnly, type }) =>
      /^(main_|primary_)?competitors?$/.test(name) && !readOnly && (type === 'string' || type === 'enumeration'),
  );
  return likely.length === 1 ? likely[0] : undefined;
}
