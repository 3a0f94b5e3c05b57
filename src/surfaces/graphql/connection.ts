import { z } from 'zod';
import type { Share } from '#platform/db';
import { parseInput } from '#platform/errors';
import { type CursorList, readCursor, writeCursor } from '#surfaces/rest';
import type { Loader } from './create-loaders.ts';
import type { Asked } from './graph.ts';

/** How many a page holds at most. */
export const mostPerPage = 100;

/** A page of a list as the Relay specification has it. */
export interface Connection {
  readonly edges: readonly { readonly node: unknown; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** A number, or what counts when it is asked for. */
  readonly totalCount: number | (() => Promise<number>);
}

/** Which page of which list was asked for. */
export interface AskedPage {
  readonly first: number;
  /** The id behind which it begins; null for the first page. */
  readonly after: string | null;
  readonly list: CursorList;
}

const Page = z.object({
  first: z.int().min(1).max(mostPerPage),
  after: z.string().min(1).max(400).nullish(),
});

/** Reads `first` and `after`. The cursor fits this list with these filters alone. Throws `cursor.malformed`. */
export function pageOf({
  operation,
  args,
}: {
  /** The list, with what it belongs to. */
  operation: string;
  args: Asked<unknown>['args'];
}): AskedPage {
  const { first, after } = parseInput({ schema: Page, input: args, what: `first (1 to ${mostPerPage}) and after` });
  const { first: _first, after: _after, ...filters } = args;
  const list = { operation: `graphql:${operation}`, query: filters };
  return { first, after: readCursor(list, after ?? undefined), list };
}

/** Makes the connection of rows that are a page already. */
export function connectionOf<Row>({
  page: { list },
  rows,
  idOf,
  hasNextPage,
  totalCount,
}: {
  page: AskedPage;
  rows: readonly Row[];
  idOf: (row: Row) => string;
  hasNextPage: boolean;
  totalCount: Connection['totalCount'];
}): Connection {
  const edges = rows.map((node) => ({ node, cursor: writeCursor(list, idOf(node)) ?? '' }));
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** The connection of what belongs to one parent, whose rows are loaded together with those of the other parents. */
export async function sharedConnection<Row>({
  asked: { args, graph },
  operation,
  parent,
  read,
  rows,
}: {
  asked: Asked<unknown>;
  /** The list without what it belongs to. */
  operation: string;
  parent: string;
  read: (page: {
    readonly parents: readonly string[];
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<ReadonlyMap<string, Share>>;
  /** Loads what the ids name. */
  rows: Pick<Loader<string, Row>, 'load'>;
}): Promise<Connection> {
  const page = pageOf({ operation: `${operation}:${parent}`, args });
  const limit = page.first;
  const share = await graph.load().share({
    name: JSON.stringify([operation, args, page.after]),
    parent,
    read: (parents) => read({ parents, after: page.after, limit }),
  });
  const ids = share?.ids ?? [];
  const found = await Promise.all(ids.map(async (id) => ({ id, row: await rows.load(id) })));
  const { edges, ...rest } = connectionOf({
    page,
    rows: found,
    idOf: ({ id }) => id,
    hasNextPage: share?.hasMore ?? false,
    totalCount: share?.total ?? 0,
  });
  return { ...rest, edges: edges.map((edge, place) => ({ ...edge, node: found[place]?.row ?? null })) };
}
