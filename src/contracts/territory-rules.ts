import type { TerritoryRule } from './territory.ts';

/** A rule in words: `state of the company is CA or OR`. */
export function describeTerritoryRule({ of, property, values }: TerritoryRule): string {
  return `${property} of the ${of} is ${values.join(' or ')}`;
}

/** Rules as they are typed, one a line: `company.state=CA,OR`. A value with a comma in it stands in quotes. */
export function writeTerritoryRules(rules: readonly TerritoryRule[]): string {
  return rules.map(({ of, property, values }) => `${of}.${property}=${values.map(quoted).join(',')}`).join('\n');
}

/** The rules of such lines; where a line is none, that line. */
export function readTerritoryRules(text: string): TerritoryRule[] | { readonly wrong: string } {
  const rules: TerritoryRule[] = [];
  for (const line of text.split(/\r?\n/u).map((each) => each.trim())) {
    if (line === '') continue;
    const parts = /^(?<of>deal|company)\.(?<property>[a-z][a-z0-9_]*)\s*=(?<values>.+)$/u.exec(line)?.groups;
    const of = parts?.['of'] === 'deal' ? 'deal' : 'company';
    const values = valuesOf(parts?.['values'] ?? '');
    const property = parts?.['property'];
    if (property === undefined || values.length === 0) return { wrong: line };
    rules.push({ of, property, values });
  }
  return rules;
}

/** None where a quote is not closed or something stands behind it: what was meant by it nobody knows. */
function valuesOf(text: string): string[] {
  const value = /\s*(?:"((?:[^"]|"")*)"|([^",][^,]*?)?)\s*(?:,|$)/uy;
  const values: string[] = [];
  while (value.lastIndex < text.length) {
    const found = value.exec(text);
    if (found === null) return [];
    const said = (found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim();
    if (said !== '') values.push(said);
  }
  return values;
}

function quoted(value: string): string {
  return /[",]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
