import type { Change } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { findId } from '#platform/db';
import { loadChange } from './load-change.ts';
import { seenChange } from './seen-change.ts';
import { changes } from './tables.ts';
import { toChange } from './to-change.ts';
import { withoutOldWords } from './without-old-words.ts';

/** A change by its id, or by as much of its beginning or end as is unique. Throws `change.not-found`. */
export async function getChange({ ctx, input }: Verb<{ changeId: string }>): Promise<Change> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change', id: input.changeId } });
  const asked = { reference: input.changeId, tables: [changes], what: 'change', code: 'change.not-found' } as const;
  const changeId = await findId({ ctx, ...asked, where: () => seenChange(ctx) });
  const { change } = await loadChange(ctx, changeId);
  const [told = change] = await withoutOldWords(ctx, [change]);
  return toChange(told);
}
