import type { Actor, Context, UserActor } from '#platform/context';
import { hashToken } from '#platform/crypto';
import { buildOnce, type Database } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, isNull, lt, or, sql } from '#platform/sql';
import type { UserRow } from './find-user.ts';
import { grantFor } from './grant-for.ts';
import { apiKeys, users } from './tables.ts';

type KeyRow = typeof apiKeys.$inferSelect;

/** The use of a key is noted this often. */
const notedEveryMs = 60_000;

/** Whose key it is, with what the key and its holder may now. Throws `token.invalid` or `key.ended`. */
export async function actorOfKey(ctx: Context, secret: string): Promise<Actor> {
  const found = await findHolding(ctx, { statement: keyByToken(ctx.db), value: hashToken(secret) });
  await noteUse(ctx, found.key);
  return actorFor(ctx, found);
}

/** The same for a key that somebody has shown before. Throws `token.invalid` or `key.ended`. */
export async function actorOfKeyId(ctx: Context, keyId: string): Promise<Actor> {
  return actorFor(ctx, await findHolding(ctx, { statement: keyById(ctx.db), value: keyId }));
}

interface Found {
  readonly key: KeyRow;
  readonly user: UserRow | null;
}

const keyByToken = buildOnce((db) => keyBy(db, apiKeys.tokenHash));
const keyById = buildOnce((db) => keyBy(db, apiKeys.id));

function keyBy(db: Database, column: typeof apiKeys.id | typeof apiKeys.tokenHash) {
  return db
    .select({ key: apiKeys, user: users })
    .from(apiKeys)
    .leftJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.workspaceId, sql.placeholder('workspaceId')), eq(column, sql.placeholder('value'))))
    .prepare('');
}

async function findHolding(
  ctx: Context,
  { statement, value }: { statement: ReturnType<typeof keyBy>; value: string },
): Promise<Found> {
  const [row] = await statement.execute({ workspaceId: ctx.workspaceId, value });
  if (row === undefined)
    throw new SophiaError('token.invalid', 'Expected a key of Sophia, found one it does not know.');
  assertHolds({ ...row, now: ctx.clock.now() });
  return row;
}

async function actorFor(ctx: Context, { key, user }: Found): Promise<Actor> {
  if (key.kind === 'personal' && user !== null) return userActor(ctx, { key, user });
  if (key.role === 'agent' && user !== null) {
    return { type: 'agent', keyId: key.id, name: key.name, actsFor: await userActor(ctx, { key, user }) };
  }
  const role = key.role ?? 'read_only';
  const grant = await grantFor(ctx, { user: null, role, scopes: key.scopes });
  return { type: 'service', keyId: key.id, name: key.name, grant };
}

async function userActor(ctx: Context, { key, user }: { key: KeyRow; user: UserRow }): Promise<UserActor> {
  const grant = await grantFor(ctx, { user, role: user.role, scopes: key.scopes });
  return { type: 'user', userId: user.id, name: user.name, email: user.email, grant, credentialId: key.id };
}

function assertHolds({ key, user, now }: { key: KeyRow; user: UserRow | null; now: Date }): void {
  const { name, revokedAt, expiresAt } = key;
  const found =
    revokedAt !== null
      ? `it revoked ${revokedAt.toISOString()}`
      : expiresAt !== null && expiresAt <= now
        ? `that it ended ${expiresAt.toISOString()}`
        : user !== null && user.state !== 'active'
          ? 'that the account behind it is closed'
          : null;
  if (found !== null) throw new SophiaError('key.ended', `Expected the key "${name}" to hold, found ${found}.`);
}

async function noteUse(ctx: Context, key: KeyRow): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - notedEveryMs);
  if (key.lastUsedAt !== null && key.lastUsedAt >= before) return;
  await ctx.db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, key.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}
