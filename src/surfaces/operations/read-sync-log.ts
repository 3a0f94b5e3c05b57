import { listSyncLog } from '#modules/changesets';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** The attempts to write to the CRM, newest first, those of one status where it is named. */
export async function readSyncLog({
  ctx,
  input,
}: OperationCall<'changes.log'>): Promise<OperationOutput<'changes.log'>> {
  const { status, ...page } = input;
  const { entries, more } = await listSyncLog({ ctx, input: status === null ? page : { ...page, status } });
  return { entries: entries.map((entry) => ({ ...entry })), more };
}
