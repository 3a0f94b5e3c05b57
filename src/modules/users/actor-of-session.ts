import type { Context, UserActor } from '#platform/context';
import { hashToken } from '#platform/crypto';
import { buildOnce, type Database } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import { grantFor } from './grant-for.ts';
import { sessions, users } from './tables.ts';

/** Who has the session of a token. Throws `session.ended` where there is none that holds. */
export async function actorOfSession(ctx: Context, token: string): Promise<UserActor> {
  return actorOf(ctx, { statement: sessionByToken(ctx.db), value: hashToken(token) });
}

/** Who has the session of an id, which an access token names. Throws `session.ended`. */
export async function actorOfSessionId(ctx: Context, sessionId: string): Promise<UserActor> {
  return actorOf(ctx, { statement: sessionById(ctx.db), value: sessionId });
}

const sessionByToken = buildOnce((db) => sessionBy(db, sessions.tokenHash));
const sessionById = buildOnce((db) => sessionBy(db, sessions.id));

function sessionBy(db: Database, column: typeof sessions.id | typeof sessions.tokenHash) {
  return db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.workspaceId, sql.placeholder('workspaceId')), eq(column, sql.placeholder('value'))))
    .prepare('');
}

async function actorOf(
  ctx: Context,
  { statement, value }: { statement: ReturnType<typeof sessionBy>; value: string },
): Promise<UserActor> {
  const [row] = await statement.execute({ workspaceId: ctx.workspaceId, value });
  if (row === undefined) throw ended('none that Sophia knows');
  const { session, user } = row;
  if (session.endedAt !== null) throw ended(`one that ended ${session.endedAt.toISOString()}`);
  if (session.expiresAt <= ctx.clock.now()) throw ended(`one that held until ${session.expiresAt.toISOString()}`);
  if (user.state !== 'active') throw ended('one of an account that is closed');
  return {
    type: 'user',
    userId: user.id,
    name: user.name,
    email: user.email,
    grant: await grantFor(ctx, { user, role: user.role, scopes: null }),
    credentialId: session.id,
  };
}

function ended(found: string): SophiaError {
  return new SophiaError('session.ended', `Expected a session that holds, found ${found}.`);
}
