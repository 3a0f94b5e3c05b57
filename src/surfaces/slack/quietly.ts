import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

/** What only shows may fail; whether it did not. */
export async function quietly(ctx: Context, show: () => Promise<unknown>): Promise<boolean> {
  try {
    await show();
    return true;
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    ctx.log.info({ code: error.code }, 'A part of an answer could not be shown while it was made');
    return false;
  }
}
