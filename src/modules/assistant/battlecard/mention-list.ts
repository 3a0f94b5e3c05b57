import { type SQL, sql } from '#platform/sql';
import type { Rival } from '../read-rivals.ts';

/** Under which heading analyses keep who was mentioned. */
export const mentionList = 'findings.mentions.competitors.mentions';

/** Of a column with a name: that it is the competitor's, or one that the workspace gives it beside. */
export function isNamed({ name, aliases }: Rival, column: SQL): SQL {
  const names = [name, ...aliases].map((each) => sql`${each.toLowerCase()}`);
  return sql`lower(${column}) in (${sql.join(names, sql`, `)})`;
}
