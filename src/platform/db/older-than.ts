import { type PgColumn, type PgTable, type SQL, sql } from '#platform/sql';
import type { Database } from './database.ts';

type ListedTable = PgTable & { readonly id: PgColumn; readonly workspaceId: PgColumn };

interface OlderThanOptions {
  readonly ctx: { readonly db: Database; readonly workspaceId: string };
  readonly table: ListedTable;
  /** The time by which the list is ordered, newest first; then by the id. */
  readonly at: PgColumn;
  /** Null for all. */
  readonly id: string | null;
}

/** The rows behind one in a list that has the newest first: none where that one is not there. */
export function olderThan({ ctx, table, at, id }: OlderThanOptions): SQL | undefined {
  if (id === null) return undefined;
  const name = sql.identifier(at.name);
  const last = sql`select one.${name}, one.id from ${table} one where one.workspace_id = ${ctx.workspaceId} and one.id = ${id}`;
  return sql`(${at}, ${table.id}) < (${last})`;
}
