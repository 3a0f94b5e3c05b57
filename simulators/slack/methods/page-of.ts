import { SlackError } from '../slack-error.ts';

interface PageWanted<Item> {
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** One page of a list, and the cursor of the next; an empty cursor is the end. */
export function pageOf<Item>({ items, idOf, cursor, limit }: PageWanted<Item>): { page: Item[]; nextCursor: string } {
  if (!Number.isInteger(limit) || limit < 1) throw new SlackError('invalid_limit');
  let start = 0;
  if (cursor !== undefined && cursor !== '') {
    const id = /^next:(.+)$/u.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
    start = items.findIndex((item) => idOf(item) === id);
    if (start === -1) throw new SlackError('invalid_cursor');
  }
  const page = items.slice(start, start + limit);
  const next = items[start + limit];
  return { page, nextCursor: next === undefined ? '' : Buffer.from(`next:${idOf(next)}`).toString('base64') };
}
