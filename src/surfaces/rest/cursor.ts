import { createHash } from 'node:crypto';
import { SophiaError } from '#platform/errors';

/** The list that a cursor belongs to: one operation with its filters. */
export interface CursorList {
  readonly operation: string;
  /** Everything that was asked for, of which `cursor` and `limit` may change from page to page. */
  readonly query: Readonly<Record<string, unknown>>;
}

const markLength = 12;
const longestCursor = 400;

/** A cursor that only fits the list that it was given for; null where the list has ended. */
export function writeCursor(list: CursorList, afterId: string | null): string | null {
  return afterId === null ? null : Buffer.from(`${markOf(list)}${afterId}`).toString('base64url');
}

/** The id behind which the page begins; null for the first page. Throws `cursor.malformed`. */
export function readCursor(list: CursorList, cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const text = cursor.length > longestCursor ? '' : Buffer.from(cursor, 'base64url').toString('latin1');
  const isWhole = Buffer.from(text, 'latin1').toString('base64url') === cursor;
  const afterId = text.slice(markLength);
  if (isWhole && text.startsWith(markOf(list)) && /^[\w-]+$/.test(afterId)) return afterId;
  throw new SophiaError(
    'cursor.malformed',
    'Expected a cursor as an answer of this list, with the same filters, has given it; found another text.',
  );
}

function markOf({ operation, query }: CursorList): string {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const named = Object.entries(filters).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([operation, named.sort(([one], [other]) => (one < other ? -1 : 1))]);
  return createHash('sha256').update(text).digest('base64url').slice(0, markLength);
}
