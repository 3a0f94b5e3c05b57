import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Exchange } from '../kit/index.ts';
import type { GongState } from './state.ts';

const lifetimeMs = 3_600_000;

const Cursor = z.strictObject({
  /** Of the filter it was given for. */
  hash: z.string(),
  after: z.string(),
  page: z.int(),
  issuedAtMs: z.number(),
});

interface Paging<Item> {
  readonly exchange: Exchange<GongState>;
  /** In the order of their keys. */
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly cursor: string | null | undefined;
  /** What the list is of: a cursor is good for the same question only. */
  readonly question: unknown;
}

export type Page<Item> =
  | { readonly ok: true; readonly items: readonly Item[]; readonly records: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: string };

/** One page of a list, with the cursor of the next. Items that come or go between two pages shift no other. */
export function pageOf<Item>({ exchange, items, keyOf, cursor, question }: Paging<Item>): Page<Item> {
  const { pageSize } = exchange.state.settings;
  const nowMs = exchange.now.getTime();
  const hash = createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
  const read = cursor === null || cursor === undefined ? null : readCursor(cursor);
  if (read === undefined || (read !== null && read.hash !== hash)) {
    return { ok: false, error: 'cursor is not valid for this request' };
  }
  const isOld = read !== null && nowMs - read.issuedAtMs > lifetimeMs;
  if (isOld || (read !== null && exchange.takeFault('cursor_expired') !== null)) {
    return { ok: false, error: 'cursor has expired' };
  }
  const rest = read === null ? items : items.filter((item) => keyOf(item) > read.after);
  const shown = rest.slice(0, pageSize);
  const last = shown.at(-1);
  const page = read?.page ?? 0;
  const records = { totalRecords: items.length, currentPageSize: shown.length, currentPageNumber: page };
  if (rest.length <= shown.length || last === undefined) return { ok: true, items: shown, records };
  const next = { hash, after: keyOf(last), page: page + 1, issuedAtMs: nowMs };
  return { ok: true, items: shown, records: { ...records, cursor: writeCursor(next) } };
}

function writeCursor(cursor: z.infer<typeof Cursor>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Undefined for what was never a cursor. */
function readCursor(text: string): z.infer<typeof Cursor> | undefined {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
