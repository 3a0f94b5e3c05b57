import assert from 'node:assert/strict';
import type { OpenDatabase } from '#platform/db';
import { getTableColumns, getTableName, type PgTable } from '#platform/sql';

interface ColumnShape {
  readonly type: string;
  readonly notNull: boolean;
  /** Whether an insert may leave the column out. A default that only the database knows does no harm. */
  readonly optional: boolean;
}

/** Fails where a table that the code defines differs from the migrated one in a column, its type, or what it takes. */
export async function assertTablesMatchDatabase({
  database,
  tables,
}: {
  database: OpenDatabase;
  tables: Readonly<Record<string, PgTable>>;
}): Promise<void> {
  for (const [name, table] of Object.entries(tables)) {
    const code = shapeInCode(table);
    assert.deepEqual(
      code,
      await shapeInDatabase({ database, tableName: getTableName(table), code }),
      `The definition of ${name} (actual) differs from the table ${getTableName(table)} that the migrations make (expected).`,
    );
  }
}

function shapeInCode(table: PgTable): Record<string, ColumnShape> {
  const columns = Object.values(getTableColumns(table)).map((column) => [
    column.name,
    {
      type: normalizeType(column.getSQLType()),
      notNull: column.notNull,
      optional: column.hasDefault || column.generatedIdentity !== undefined,
    },
  ]);
  return sortedObject(columns);
}

async function shapeInDatabase({
  database,
  tableName,
  code,
}: {
  database: OpenDatabase;
  tableName: string;
  code: Readonly<Record<string, ColumnShape>>;
}): Promise<Record<string, ColumnShape>> {
  const answer = await database.pool.query<{ name: string; type: string; notNull: boolean; hasDefault: boolean }>(
    `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as "notNull",
       atthasdef or attidentity <> '' as "hasDefault"
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [tableName],
  );
  return sortedObject(
    answer.rows.map(({ name, type, notNull, hasDefault }) => [
      name,
      { type: normalizeType(type), notNull, optional: hasDefault && code[name]?.optional !== false },
    ]),
  );
}

/** Both sides in the words of the SQL standard, which PostgreSQL prints. */
function normalizeType(type: string): string {
  const standard: Record<string, string> = { serial: 'integer', bigserial: 'bigint', 'double precision': 'double' };
  return standard[type] ?? type.replace(/^varchar/, 'character varying').replace(/^char\b/, 'character');
}

function sortedObject(entries: readonly (readonly unknown[])[]): Record<string, ColumnShape> {
  return Object.fromEntries([...entries].sort((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1)));
}
