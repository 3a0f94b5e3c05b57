import type { Change } from '#contracts';
import { isAllowed } from '#modules/access';
import { getApproval, listChangeSets } from '#modules/changesets';
import { readValueWords } from '#modules/crm';
import { createChangeWords } from '#modules/notifications';
import type { Context } from '#platform/context';
import type { WaitingLine, WrittenSet } from '#surfaces/slack';

/** So many of the newest are looked at. */
const mostLooked = 40;

/** What somebody can take back of what was written on their word, or of which they decide, newest first. */
export async function listWritten({
  ctx,
  email,
  limit,
}: {
  ctx: Context;
  email: string;
  limit: number;
}): Promise<{ sets: WrittenSet[] }> {
  if (!isAllowed({ ctx, action: 'change_set.undo' })) return { sets: [] };
  const input = { state: 'applied', limit: mostLooked, beforeId: null } as const;
  const { changeSets } = await listChangeSets({ ctx, input });
  const wordsOf = createChangeWords({ ctx, words: await readValueWords(ctx) });
  const sets: WrittenSet[] = [];
  for (const { changeSetId, title, changes } of changeSets) {
    if (sets.length >= limit) break;
    const lines: WaitingLine[] = [];
    let isWhole = true;
    for (const change of changes) {
      if (change.state !== 'applied' && change.state !== 'undoing') continue;
      const theirs = await isTheirs({ ctx, change, email: email.toLowerCase() });
      isWhole &&= theirs;
      if (!theirs || change.state === 'undoing' || change.action.type === 'merge') continue;
      lines.push({ changeId: change.changeId, target: change.targetName, ...(await wordsOf(change)) });
    }
    if (lines.length > 0) sets.push({ changeSetId: isWhole ? changeSetId : null, title, changes: lines });
  }
  return { sets };
}

/** An administrator may take back everything, and is not listed all of it; whoever approved may decide no longer. */
async function isTheirs({ ctx, change, email }: { ctx: Context; change: Change; email: string }): Promise<boolean> {
  const { approvers, decisions, mayDecide } = await getApproval({ ctx, input: { changeId: change.changeId } });
  if (!mayDecide) return false;
  const addresses = [...approvers, ...decisions.map(({ decidedBy }) => decidedBy)];
  return addresses.some((address) => address.toLowerCase() === email);
}
