import type { Permission } from '#contracts';
import { type Context, recordedActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { Action, Resource } from './actions.ts';
import { grantOf } from './grant-of.ts';

interface Giving {
  readonly ctx: Context;
  readonly action: Action;
  readonly resource: Resource;
  /** What is given to somebody; null for all that there is. */
  readonly permissions: readonly Permission[] | null;
}

/**
 * A key that is limited to some permissions gives nobody more than it has: no other key, no role, no link into an
 * account. Throws `access.denied`.
 */
export function authoriseGiving({ ctx, action, resource, permissions }: Giving): void {
  const scopes = grantOf(ctx.actor)?.scopes ?? null;
  if (scopes === null) return;
  const more = permissions?.filter((permission) => !scopes.includes(permission)) ?? ['all'];
  if (more.length === 0) return;
  throw new SophiaError(
    'access.denied',
    `A key that is limited to ${scopes.join(', ')} may not give ${more.join(', ')} by ${action}.`,
    { details: { action, resource, actor: recordedActor(ctx.actor) } },
  );
}
