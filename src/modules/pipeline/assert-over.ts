import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { createDayReader } from './days.ts';

/** Throws `input.invalid` for a day that is not over where the company is: nobody knows how it ends. */
export async function assertOver({ ctx, day }: { ctx: Context; day: string }): Promise<void> {
  const { timeZone } = await getWorkspace({ ctx });
  const today = createDayReader(timeZone)(ctx.clock.now());
  if (day < today) return;
  throw new SophiaError('input.invalid', `Expected a day that is over, before ${today}, found ${day}.`);
}
