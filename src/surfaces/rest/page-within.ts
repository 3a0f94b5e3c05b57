import { type CursorList, readCursor, writeCursor } from './cursor.ts';

interface PageWithinOptions<Row> {
  readonly operation: string;
  readonly query: CursorList['query'] & { readonly limit: number; readonly cursor?: string | undefined };
  /** The whole list, in its order. */
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
}

/** A page of a list that is short enough to be read whole: behind the row that the cursor names, none where it is gone. */
export function pageWithin<Row>({ operation, query, rows, idOf }: PageWithinOptions<Row>): {
  rows: Row[];
  nextCursor: string | null;
} {
  const list = { operation, query };
  const afterId = readCursor(list, query.cursor);
  const place = afterId === null ? 0 : rows.findIndex((row) => idOf(row) === afterId) + 1;
  if (afterId !== null && place === 0) return { rows: [], nextCursor: null };
  const shown = rows.slice(place, place + query.limit);
  const last = shown.at(-1);
  const more = place + shown.length < rows.length && last !== undefined;
  return { rows: shown, nextCursor: more ? writeCursor(list, idOf(last)) : null };
}
