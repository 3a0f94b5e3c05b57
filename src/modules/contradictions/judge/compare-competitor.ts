import type { CrmPropertyDefinition } from '#contracts';
import type { Comparison } from './field.ts';

const elsewhere = new Set(['other', 'others', 'unknown', 'multiple', 'several']);

/** The field names a competitor that is none of those in the running, or says that there is none. */
export function compareCompetitor({
  statement,
  value,
  definition,
}: {
  statement: { readonly value: string };
  value: string;
  definition: CrmPropertyDefinition | null;
}): Comparison {
  const held = value.split(/[;,]/).map((part) => {
    const option = definition?.options.find((candidate) => candidate.value === part.trim());
    return keyOf(option?.label ?? part);
  });
  const said = statement.value.split(',').map(keyOf);
  if (held.some((name) => said.includes(name))) return 'agrees';
  return held.some((name) => name === '' || elsewhere.has(name)) ? 'neither' : 'contradicts';
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
