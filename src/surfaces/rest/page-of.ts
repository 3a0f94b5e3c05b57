import { type CursorList, writeCursor } from './cursor.ts';

interface PageOptions<Row> {
  readonly list: CursorList;
  /** One more than the page holds was asked for. */
  readonly rows: readonly Row[];
  readonly limit: number;
  readonly idOf: (row: Row) => string;
}

/** The rows of a page and the cursor of the next one, which there is where one row more than a page was found. */
export function pageOf<Row>({ list, rows, limit, idOf }: PageOptions<Row>): {
  rows: Row[];
  nextCursor: string | null;
} {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(list, idOf(last)) : null,
  };
}
