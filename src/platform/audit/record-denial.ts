import { z } from 'zod';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { audit } from './audit.ts';

const Denied = z.object({
  action: z.string(),
  resource: z.object({ type: z.string(), id: z.string().nullable() }),
});
const longestId = 200;

/**
 * Records that somebody was refused something, once whatever they tried has ended: a refusal has no execution beside
 * it. Returns whether `error` was a refusal. For the surfaces, where every error arrives.
 */
export async function recordDenial({ ctx, error }: { ctx: Context; error: unknown }): Promise<boolean> {
  if (!(error instanceof SophiaError) || error.code !== 'access.denied') return false;
  const denied = Denied.safeParse(error.details).data;
  if (denied === undefined) return false;
  await audit({
    ctx,
    action: 'access.denied',
    resource: { type: denied.resource.type, id: denied.resource.id?.slice(0, longestId) ?? 'any' },
    result: 'refused',
    details: { action: denied.action },
  });
  return true;
}
