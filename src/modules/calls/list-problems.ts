import { ItemProblem } from '#contracts';
import { authorise, isBounded } from '#modules/access';
import type { Verb } from '#platform/context';
import { and, desc, eq, inArray } from '#platform/sql';
import { importItems } from './tables.ts';

export interface ImportProblem {
  readonly sourceName: string;
  readonly problem: ItemProblem;
  readonly at: string;
}

/** The files that could not be taken, the latest first; they belong to nobody, so only who sees everything sees them. */
export async function listProblems({ ctx, input }: Verb<{ limit: number }>): Promise<ImportProblem[]> {
  authorise({ ctx, action: 'call.read', resource: { type: 'batch', id: null } });
  if (isBounded(ctx)) return [];
  const rows = await ctx.db
    .select()
    .from(importItems)
    .where(and(eq(importItems.workspaceId, ctx.workspaceId), inArray(importItems.state, ['refused', 'failed'])))
    .orderBy(desc(importItems.updatedAt), desc(importItems.id))
    .limit(input.limit);
  return rows.flatMap((row) =>
    row.problem === null
      ? []
      : [{ sourceName: row.sourceName, problem: ItemProblem.parse(row.problem), at: row.updatedAt.toISOString() }],
  );
}
