import { getTableColumns, type PgTable, sql } from '#platform/sql';
import type { Database } from './database.ts';

/** Keeps one value of a statement in the low megabytes. */
const rowsPerStatement = 1000;

/**
 * Inserts rows, many in one statement whose text is the same for any number of them, so that it is planned once; a
 * value a cell, as Drizzle does it, costs several times as much where rows are many. What a row leaves out is null. Half
 * a character in a text becomes the sign for one that is unknown, as it does in any statement.
 */
export async function insertRows<Table extends PgTable>({
  db,
  table,
  rows,
}: {
  db: Database;
  table: Table;
  rows: readonly Table['$inferInsert'][];
}): Promise<void> {
  const columns = Object.entries(getTableColumns(table));
  const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  const types = sql.join(
    columns.map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`),
    sql`, `,
  );
  for (let start = 0; start < rows.length; start += rowsPerStatement) {
    const part = JSON.stringify(rows.slice(start, start + rowsPerStatement), whole);
    await db.execute(
      sql`insert into ${table} (${names}) select * from json_to_recordset(${part}::json) as part (${types})`,
    );
  }
}

function whole(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
