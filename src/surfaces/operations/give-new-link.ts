import { renewLink } from '#modules/users';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** A new link for somebody who has an account, which leads to the process that made it. */
export async function giveNewLink({
  ctx,
  input,
  origin = null,
}: OperationCall<'users.link'>): Promise<OperationOutput<'users.link'>> {
  return { ...(await renewLink({ ctx, input })), origin };
}
