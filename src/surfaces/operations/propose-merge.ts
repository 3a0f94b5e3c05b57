import { proposeDuplicate } from '#modules/changesets';
import { requestNotification } from '#modules/notifications';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** Proposes to make one record of a pair, and asks in the chat as well where one is connected. */
export async function proposeMerge({
  ctx,
  input,
}: OperationCall<'duplicates.propose'>): Promise<OperationOutput<'duplicates.propose'>> {
  const { duplicateId, changeSetId, created, changes } = await proposeDuplicate({ ctx, input });
  if (ctx.connections.chat.state === 'on' && changes.some(({ state }) => state === 'waiting')) {
    const key = `approval_request:${changeSetId}`;
    await requestNotification({
      ctx,
      input: { kind: 'approval_request', key, severity: 'medium', subject: { changeSetId } },
    });
  }
  return { duplicateId, changeSetId, created };
}
