import { findChange, getChangeSet, listDecisions } from '#modules/changesets';
import { readValueWords } from '#modules/crm';
import { createChangeWords } from '#modules/notifications';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** A change set with who has said what; `changeId` where a single change of it was named. */
export async function showChange({
  ctx,
  input,
}: OperationCall<'changes.get'>): Promise<OperationOutput<'changes.get'>> {
  const { changeSetId, changeId } = await findChange({ ctx, input });
  const changeSet = await getChangeSet({ ctx, input: { changeSetId } });
  const changeIds = changeSet.changes.map((change) => change.changeId);
  const { decisions } = await listDecisions({ ctx, input: { changeIds } });
  const wordsOf = createChangeWords({ ctx, words: await readValueWords(ctx) });
  const words = [];
  for (const change of changeSet.changes) words.push({ changeId: change.changeId, ...(await wordsOf(change)) });
  return { changeSet, changeId, decisions, words };
}
