import { inviteUser } from '#modules/users';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** An account with the link for its owner, which leads to the process that made it. */
export async function inviteToAccount({
  ctx,
  input,
  origin = null,
}: OperationCall<'users.invite'>): Promise<OperationOutput<'users.invite'>> {
  return { ...(await inviteUser({ ctx, input })), origin };
}
