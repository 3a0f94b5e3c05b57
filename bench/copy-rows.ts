/** One table to copy rows in. */
export interface Copy {
  readonly table: string;
  /** Joins the pattern of a call with its rows, which it names `entry`. */
  readonly source: string;
  /** The columns that make a row another one; all others stay as they are. */
  readonly changed: Readonly<Record<string, string>>;
}

type Query = <Row>(text: string, parameters: readonly unknown[]) => Promise<readonly Row[]>;

/**
 * The statement that copies what the calls of `bench_patterns` have in a table, for the numbers from $1 to $2: the
 * pattern of a number is its remainder.
 */
export async function statementFor({
  query,
  copy: { table, source, changed },
  patterns,
}: {
  query: Query;
  copy: Copy;
  patterns: number;
}): Promise<string> {
  const named = `select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`;
  const columns = (await query<{ name: string }>(named, [table])).map(({ name }) => name);
  const values = columns.map((name) => changed[name] ?? `original.${name}`);
  return `with original as materialized (select pattern.place as pattern_place, entry.* from bench_patterns pattern ${source})
    insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
    from generate_series($1::int, $2::int) n join original on original.pattern_place = n % ${patterns}
    on conflict do nothing`;
}

/** A column with the number of the copy behind it. */
export function tagged(column: string): string {
  return `original.${column} || '_' || n`;
}
