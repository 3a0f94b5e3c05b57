import type { Answer } from '#contracts';
import type { Operator } from '#surfaces/local';

/**
 * Whether an answer is that there is nothing, where another workspace may have it: nobody here bears a name, or nothing
 * was read into this workspace. Where its own CRM was read, that nothing fits is what is true of it.
 */
export async function foundNothing({ operator, answer }: { operator: Operator; answer: Answer }): Promise<boolean> {
  const { outcome, queries, choices } = answer;
  if (outcome === 'nothing' && queries.length === 0) return true;
  const isNone =
    outcome === 'nothing' || outcome === 'insufficient' || (outcome === 'ask_back' && choices.length === 0);
  if (!isNone) return false;
  const { cursors } = await operator.call('sync.status', {});
  return cursors.length === 0;
}
