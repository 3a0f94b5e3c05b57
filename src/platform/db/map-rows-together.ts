import { type NodePgDatabase, PgColumn, SQL } from '#platform/sql';

type Row = readonly unknown[];
type MapRows = (rows: readonly Row[]) => unknown[];

interface Place {
  /** The object in a row that holds the value; null for the row itself. */
  readonly group: string | null;
  readonly name: string;
  readonly read: (value: unknown) => unknown;
}

/**
 * Has Drizzle read the rows of a statement by places that are found once for all of them: finding them for each value of
 * each row was a quarter of what a list costs. Outer joins, whose tables may be missing, are left as they are.
 */
export function mapRowsTogether(db: NodePgDatabase): NodePgDatabase {
  const { session } = db._;
  const prepareQuery = session.prepareQuery.bind(session);
  Object.defineProperty(session, 'prepareQuery', {
    configurable: true,
    value: (...parameters: Parameters<typeof prepareQuery>) => {
      const prepared = prepareQuery(...parameters);
      const [, fields, , , own] = parameters;
      if (own !== undefined) return prepared;
      let map: MapRows | null | undefined;
      Object.defineProperty(prepared, 'customResultMapper', {
        get: () => {
          if (!isEveryTableThere(Reflect.get(prepared, 'joinsNotNullableMap'))) return undefined;
          map ??= createMap(fields);
          return map ?? undefined;
        },
      });
      return prepared;
    },
  });
  return db;
}

function isEveryTableThere(joined: unknown): boolean {
  if (joined === undefined) return true;
  return typeof joined === 'object' && joined !== null && Object.values(joined).every(Boolean);
}

/** Null where a field is something else than a column or an expression at one of the first two levels. */
function createMap(fields: unknown): MapRows | null {
  if (!Array.isArray(fields)) return null;
  const places: Place[] = [];
  for (const field of fields) {
    const place = placeOf(field);
    if (place === null) return null;
    places.push(place);
  }
  return (rows) => rows.map((row) => mapRow({ places, row }));
}

function mapRow({ places, row }: { places: readonly Place[]; row: Row }): unknown {
  const whole: Record<string, unknown> = {};
  let group: string | null = null;
  let node = whole;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index];
    if (place === undefined) continue;
    if (place.group !== group) {
      group = place.group;
      node = group === null ? whole : nodeOf(whole, group);
    }
    const value = row[index];
    node[place.name] = value === null ? null : place.read(value);
  }
  return whole;
}

function nodeOf(whole: Record<string, unknown>, group: string): Record<string, unknown> {
  const known = whole[group];
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a group is an object that this file has made
  if (known !== undefined) return known as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  whole[group] = made;
  return made;
}

function placeOf(entry: unknown): Place | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const path: unknown = Reflect.get(entry, 'path');
  if (!Array.isArray(path) || path.length > 2) return null;
  const [first, second]: readonly unknown[] = path;
  const read = readerOf(Reflect.get(entry, 'field'));
  if (typeof first !== 'string' || read === null) return null;
  if (second === undefined) return { group: null, name: first, read };
  return typeof second === 'string' ? { group: first, name: second, read } : null;
}

function readerOf(field: unknown): Place['read'] | null {
  if (field instanceof PgColumn) return (value) => field.mapFromDriverValue(value);
  const decoder: unknown = field instanceof SQL ? Reflect.get(field, 'decoder') : null;
  if (typeof decoder !== 'object' || decoder === null) return null;
  const read: unknown = Reflect.get(decoder, 'mapFromDriverValue');
  return typeof read === 'function' ? (value) => read.call(decoder, value) : null;
}
