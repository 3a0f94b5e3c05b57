import { recordDenial } from '#platform/audit';
import type { Context } from '#platform/context';

/** Records that a client was refused something; a trail that cannot be written keeps no answer back. */
export async function noteDenial({ ctx, error }: { ctx: Context; error: unknown }): Promise<void> {
  try {
    await recordDenial({ ctx, error });
  } catch (failure) {
    ctx.log.error({ err: failure, requestId: ctx.requestId }, 'A refusal could not be recorded');
  }
}
