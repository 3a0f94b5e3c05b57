import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

/** What only shows may fail, for whatever reason, and the answer stands; whether it did not. */
export async function quietly(ctx: Context, show: () => Promise<unknown>): Promise<boolean> {
  try {
    await show();
    return true;
  } catch (error) {
    const isForeseen = error instanceof SophiaError;
    if (isForeseen) ctx.log.info({ code: error.code }, 'A part of an answer could not be shown while it was made');
    else ctx.log.error({ err: error }, 'A part of an answer was not shown for a reason that was not foreseen');
    return false;
  }
}
