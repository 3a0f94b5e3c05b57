import { type NodePgDatabase, PgColumn, PgDialect, SQL, sql } from '#platform/sql';

interface Written {
  readonly fields: readonly unknown[];
  readonly isSingleTable: boolean;
  readonly selection: SQL;
}

const known = new WeakMap<PgColumn, readonly Written[]>();

/** Aliases of a table have columns of their own, which differ from time to time. */
const mostOfOne = 16;

/**
 * Has Drizzle write out a list of columns once and take it again after that: piecing it together was most of what a
 * select cost beside the database. Lists with anything but columns are left as they are.
 */
export function rememberSelections(db: NodePgDatabase): NodePgDatabase {
  const dialect: unknown = Reflect.get(db, 'dialect');
  const buildSelection: unknown = dialect instanceof PgDialect ? Reflect.get(dialect, 'buildSelection') : null;
  if (!(dialect instanceof PgDialect) || typeof buildSelection !== 'function') return db;
  Reflect.set(dialect, 'buildSelection', (list: unknown, options: unknown): unknown => {
    const fields = columnsOf(list);
    const [first] = fields;
    if (first === undefined) return buildSelection.call(dialect, list, options);
    const isSingleTable = isOfSingleTable(options);
    const ofFirst = known.get(first) ?? [];
    const written = ofFirst.find((one) => one.isSingleTable === isSingleTable && isSame(one.fields, fields));
    if (written !== undefined) return written.selection;
    const built: unknown = buildSelection.call(dialect, list, options);
    if (!(built instanceof SQL) || ofFirst.length >= mostOfOne) return built;
    const selection = sql.raw(dialect.sqlToQuery(built).sql);
    known.set(first, [...ofFirst, { fields, isSingleTable, selection }]);
    return selection;
  });
  return db;
}

/** Empty where one of them is something else. */
function columnsOf(list: unknown): readonly PgColumn[] {
  if (!Array.isArray(list)) return [];
  const columns: PgColumn[] = [];
  for (const entry of list) {
    const field: unknown = typeof entry === 'object' && entry !== null ? Reflect.get(entry, 'field') : null;
    if (!(field instanceof PgColumn)) return [];
    columns.push(field);
  }
  return columns;
}

function isOfSingleTable(options: unknown): boolean {
  return typeof options === 'object' && options !== null && Reflect.get(options, 'isSingleTable') === true;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((field, place) => field === other[place]);
}
