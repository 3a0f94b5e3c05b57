import type { ChangeSet } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { loadChangeSet } from './load-change.ts';
import { toChangeSet } from './to-change.ts';
import { withoutOldWords } from './without-old-words.ts';
import { withoutUnseenTitles } from './without-unseen-calls.ts';

/** A set with its changes. Throws `change.not-found`. */
export async function getChangeSet({ ctx, input }: Verb<{ changeSetId: string }>): Promise<ChangeSet> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: input.changeSetId } });
  const { set, rows } = await loadChangeSet(ctx, input.changeSetId);
  const [told = set] = await withoutUnseenTitles(ctx, [set]);
  return toChangeSet({ set: told, rows: await withoutOldWords(ctx, rows) });
}
