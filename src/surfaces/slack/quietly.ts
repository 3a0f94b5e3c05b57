import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';

/** What only shows may fail, for whatever reason, and the answer stands; whether it did not. */
export async function quietly(ctx: Context, show: () => Promise<unknown>): Promise<boolean> {
  try {
    await show();
    return true;
  } catch (error) {
    const message = 'A part of an answer could not be shown while it was made';
    if (error instanceof SophiaError) ctx.log.info({ code: error.code }, message);
    else ctx.log.error({ err: error }, message);
    return false;
  }
}
