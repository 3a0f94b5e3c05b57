import { authorise } from '#modules/access';
import type { Context } from '#platform/context';
import { findId } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { apiKeys } from './tables.ts';

type KeyRow = typeof apiKeys.$inferSelect;

/**
 * The key that somebody means by its id, held until the transaction ends: one's own, or anybody's for those who manage
 * keys. Throws `key.not-found`, also where it is somebody else's.
 */
export async function findKey(ctx: Context, reference: string): Promise<KeyRow> {
  const mine = ownedBy(ctx);
  const asked = { ctx, reference, tables: [apiKeys], what: 'key', code: 'key.not-found' } as const;
  const keyId = await findId({ ...asked, where: () => mine });
  const [row] = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, ctx.workspaceId), eq(apiKeys.id, keyId)))
    .for('update');
  if (row === undefined) throw new SophiaError('key.not-found', `Expected a key with the id ${keyId}, found none.`);
  if (row.kind === 'service') authorise({ ctx, action: 'service_key.manage', resource: { type: 'key', id: keyId } });
  return row;
}

/** The condition under which the keys are somebody's to see; undefined for those who see all. */
export function ownedBy(ctx: Context) {
  const { actor } = ctx;
  if (actor.type === 'user' && actor.grant.role !== 'administrator') return eq(apiKeys.userId, actor.userId);
  return undefined;
}
