import { z } from 'zod';
import { type SQL, sql } from '#platform/sql';
import type { Database } from './database.ts';

/** What belongs to one parent: a page of ids in order, how many there are in all, and whether more follow. */
export interface Share {
  readonly ids: readonly string[];
  readonly total: number;
  readonly hasMore: boolean;
}

/** Which part of each list is asked for. */
export interface SharePage {
  /** The id behind which each list goes on; a list that has it not is at its end. Null for the beginning. */
  readonly after: string | null;
  readonly limit: number;
}

interface ShareOptions extends SharePage {
  readonly db: Database;
  /** A select with the columns `parent` and `id`, each pair once, and those that `order` names. */
  readonly source: SQL;
  readonly order: SQL;
}

const Row = z.object({ parent: z.string(), total: z.coerce.number(), id: z.string().nullable() });
const Rows = z.array(Row);

/** A page of the list of each parent, in one statement however many parents there are; those without a list are absent. */
export async function shareOut(options: ShareOptions): Promise<ReadonlyMap<string, Share>> {
  const { db, source, order, after, limit } = options;
  const base = after === null ? sql`0` : sql`coalesce(max(place) filter (where id = ${after}), count(*))`;
  const { rows } = await db.execute(sql`
    with listed as materialized (
      select parent, id, row_number() over (partition by parent order by ${order}) as place from (${source}) source
    ), bases as (
      select parent, count(*) as total, ${base} as base from listed group by parent
    )
    select bases.parent, bases.total::int as total, listed.id from bases left join listed
      on listed.parent = bases.parent and listed.place > bases.base and listed.place <= bases.base + ${limit + 1}
    order by bases.parent, listed.place`);
  const byParent = Map.groupBy(Rows.parse(rows), ({ parent }) => parent);
  return new Map([...byParent].map(([parent, found]) => [parent, toShare({ found, limit })]));
}

function toShare({ found, limit }: { found: readonly z.infer<typeof Row>[]; limit: number }): Share {
  const ids = found.flatMap(({ id }) => (id === null ? [] : [id]));
  return { ids: ids.slice(0, limit), total: found[0]?.total ?? 0, hasMore: ids.length > limit };
}
