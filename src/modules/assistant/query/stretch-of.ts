import { type SQL, sql } from '#platform/sql';

/** A stretch of a text from a place (1 or more) on, in whole words; “…” stands where something before or behind is left out. */
export function stretchOf({ text, from, length }: { text: SQL; from: SQL; length: number }): SQL {
  const begun = sql`case when ${from} > 1 and substring(${text} from ${from} - 1 for 1) ~ '[^[:space:]]'
      then regexp_replace(substring(${text} from ${from} for ${length}), '^[^[:space:]]*[[:space:]]+', '')
      else substring(${text} from ${from} for ${length}) end`;
  const ended = sql`case when substring(${text} from ${from} + ${length} for 1) ~ '[^[:space:]]'
      then regexp_replace(${begun}, '[[:space:]]+[^[:space:]]*$', '') else ${begun} end`;
  return sql`concat(case when ${from} > 1 then '…' end, trim(${ended}),
      case when length(${text}) >= ${from} + ${length} then '…' end)`;
}

/** The words themselves, as they stand in the text. */
export function withoutMarks(stretch: string): string {
  return stretch.replaceAll(/^…|…$/gu, '').trim();
}
