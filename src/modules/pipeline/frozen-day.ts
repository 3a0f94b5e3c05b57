import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, asc, desc, eq, lte } from '#platform/sql';
import { assertOver } from './assert-over.ts';
import { pipelineSnapshots } from './tables.ts';

export interface FrozenDay {
  readonly day: string;
  readonly origin: 'nightly' | 'history';
}

/** The last frozen day up to that one; null where none is. Without a day the last of all. */
export async function frozenDayAt({ ctx, day }: { ctx: Context; day: string | null }): Promise<FrozenDay | null> {
  const [row] = await ctx.db
    .select({ day: pipelineSnapshots.day, origin: pipelineSnapshots.origin })
    .from(pipelineSnapshots)
    .where(
      and(
        eq(pipelineSnapshots.workspaceId, ctx.workspaceId),
        day === null ? undefined : lte(pipelineSnapshots.day, day),
      ),
    )
    .orderBy(desc(pipelineSnapshots.day))
    .limit(1);
  return row ?? null;
}

/** The same; throws `pipeline.not-frozen` where no night was frozen by then, and `input.invalid` for a day that is not over. */
export async function requireFrozenDay({ ctx, day }: { ctx: Context; day: string | null }): Promise<FrozenDay> {
  if (day !== null) await assertOver({ ctx, day });
  const found = await frozenDayAt({ ctx, day });
  if (found !== null) return found;
  const first = await firstFrozenDay(ctx);
  const known =
    first === null
      ? 'No night is frozen yet: the first one is within minutes of the first sync of the CRM, where one is connected.'
      : `The first that is known is ${first}.`;
  throw new SophiaError(
    'pipeline.not-frozen',
    `Expected a frozen pipeline${day === null ? '' : ` of ${day} or before`}, found none. ${known}`,
  );
}

export async function firstFrozenDay(ctx: Context): Promise<string | null> {
  const [row] = await ctx.db
    .select({ day: pipelineSnapshots.day })
    .from(pipelineSnapshots)
    .where(eq(pipelineSnapshots.workspaceId, ctx.workspaceId))
    .orderBy(asc(pipelineSnapshots.day))
    .limit(1);
  return row?.day ?? null;
}
