import { z } from 'zod';
import type { Database } from '#platform/db';
import { sql } from '#platform/sql';
import type { CacheTag } from './cached-things.ts';
import { cacheMarks } from './tables.ts';

const Row = z.object({ snapshot: z.string(), changed: z.array(z.string()) });

export interface Marks {
  /** What is committed at this moment. */
  readonly snapshot: string;
  /** Of the snapshots asked about, those after which something with one of the tags was committed. */
  readonly changedSince: ReadonlySet<string>;
}

/**
 * Says of each snapshot whether a transaction that it does not have in it has written something with one of the tags:
 * exact, whatever the order in which transactions end, and one statement however many are asked about.
 */
export async function readMarks({
  ctx,
  tags,
  snapshots,
}: {
  ctx: { readonly db: Database; readonly workspaceId: string };
  tags: readonly CacheTag[];
  snapshots: readonly string[];
}): Promise<Marks> {
  const { rows } = await ctx.db.execute(sql`select pg_current_snapshot()::text as snapshot,
    coalesce((select jsonb_agg(known.snapshot) from jsonb_array_elements_text(${JSON.stringify(snapshots)}::jsonb) known(snapshot)
      where exists (select from ${cacheMarks} mark where mark.workspace_id = ${ctx.workspaceId}
        and mark.tag in (select jsonb_array_elements_text(${JSON.stringify(tags)}::jsonb))
        and mark.transaction_id >= pg_snapshot_xmin(known.snapshot::pg_snapshot)
        and not pg_visible_in_snapshot(mark.transaction_id, known.snapshot::pg_snapshot))), '[]'::jsonb) as changed`);
  const { snapshot, changed } = Row.parse(rows[0]);
  return { snapshot, changedSince: new Set(changed) };
}
