import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { findUser } from './find-user.ts';
import { listUsers } from './list-users.ts';
import { UserReference, type UserSummary } from './schema.ts';

/** One account, as the list of all has it. Throws `user.not-found`. */
export async function getUser({ ctx, input }: Verb<UserReference>): Promise<UserSummary> {
  authorise({ ctx, action: 'user.read', resource: { type: 'user', id: input.user } });
  const { user } = parseInput({ schema: UserReference, input, what: 'an account' });
  const { id } = await findUser(ctx, user);
  const { users } = await listUsers({ ctx });
  const found = users.find(({ userId }) => userId === id);
  if (found !== undefined) return found;
  throw new SophiaError('user.not-found', `Expected an account with the id ${id}, found none.`);
}
