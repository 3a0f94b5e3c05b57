import { z } from 'zod';
import { PgDialect, type SQL } from '#platform/sql';

const Parameter = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A query as text that runs as it stands: every value written out as a literal. */
export function inlineParameters(query: SQL): string {
  const { sql: text, params } = new PgDialect().sqlToQuery(query);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .replaceAll(/\$(\d+)/g, (_whole, place: string) => literal(params[Number(place) - 1]));
}

function literal(value: unknown): string {
  const parsed = Parameter.parse(value);
  if (parsed === null) return 'null';
  if (typeof parsed !== 'string') return String(parsed);
  const quoted = parsed.replaceAll("'", "''");
  // With a backslash inside, only an escape string means the same on every server.
  return parsed.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}
