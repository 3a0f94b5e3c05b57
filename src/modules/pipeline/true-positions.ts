import type { Context } from '#platform/context';
import type { SQL } from '#platform/sql';
import type { Position } from './position.ts';
import type { Stage } from './stages.ts';
import { trueRuns } from './true-runs.ts';

interface TruePositions {
  readonly positions: (Position & { readonly recordId: string })[];
  /** The deals that were there, and of which nobody told what stage they were in then. */
  readonly untold: string[];
}

/**
 * What the deals that the actor sees were at the end of a day that is over, by all that is known of it by now: also by
 * what the mirror was told later. The stage of today says nothing of another day. Throws `input.invalid` for a day that is not over.
 */
export async function truePositions({
  ctx,
  day,
  stages,
  where,
}: {
  ctx: Context;
  day: string;
  stages: ReadonlyMap<string, Stage>;
  /** Which of them; all where it is left out. */
  where?: SQL | undefined;
}): Promise<TruePositions> {
  const { deals, untold } = await trueRuns({ ctx, first: day, last: day, stages, where });
  const positions = deals.flatMap(({ recordId, runs }) => runs.map(({ position }) => ({ ...position, recordId })));
  return { positions, untold };
}
