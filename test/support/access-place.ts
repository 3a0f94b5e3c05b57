import type { PersonRole } from '#contracts';
import * as door from '#modules/users';
import type { Actor } from '#platform/context';
import type { DatabaseSuite } from './database-for-suite.ts';
import type { TestContext } from './test-context.ts';

/** A password that is long enough. */
export const password = 'a long enough password';

/** A workspace of its own, in which nobody has an account. */
export interface Place {
  /** The operator of the machine. */
  readonly ctx: TestContext;
  readonly visitor: TestContext;
}

export async function createPlace(suite: DatabaseSuite): Promise<Place> {
  const ctx = suite.createContext({ workspaceId: await suite.createWorkspace() });
  return { ctx, visitor: { ...ctx, actor: { type: 'visitor' }, ipAddress: '127.0.0.1' } };
}

/** Somebody is invited and sets a password. */
export async function join({ ctx, visitor }: Place, given: { email?: string; role?: PersonRole } = {}) {
  const { email = 'maya@tidewater.example', role = 'administrator' } = given;
  const { userId, token } = await door.inviteUser({ ctx, input: { email, name: 'Maya Lindqvist', role } });
  const session = await door.redeemLink({ ctx: visitor, input: { token, password } });
  return { userId, linkToken: token, session, email };
}

/** Who has a credential. */
export async function who({ visitor }: Place, credential: door.Credential): Promise<Actor> {
  return door.authenticate({ ctx: visitor, input: credential });
}
