import type { Change, ChangeSet } from '#contracts';
import { readValueWords, type ValueWords } from '#modules/crm';
import { createChangeWords } from '#modules/notifications';
import type { WorkContext } from '#workflows';

/** Change sets as people read them: fields by their labels, stages, owners, days and sums in words. */
export async function wordChangeSets({
  ctx,
  changeSets,
}: {
  ctx: WorkContext;
  changeSets: readonly ChangeSet[];
}): Promise<ChangeSet[]> {
  const words = await readValueWords(ctx);
  const wordsOf = createChangeWords({ ctx, words });
  async function wordsOfValue(change: Change): Promise<Change> {
    const { action, editedValue } = change;
    if (action.type === 'create_activity') return { ...change, action: activityInWords({ action, words }) };
    if (action.type !== 'set_property') return change;
    const proposed = await wordsOf({ ...change, editedValue: null });
    return {
      ...change,
      action: { ...action, property: proposed.field, value: proposed.newValue },
      oldValue: proposed.oldValue,
      editedValue: editedValue === null ? null : (await wordsOf(change)).newValue,
    };
  }
  const worded: ChangeSet[] = [];
  for (const set of changeSets) {
    const changes: Change[] = [];
    for (const change of set.changes) changes.push(await wordsOfValue(change));
    worded.push({ ...set, changes });
  }
  return worded;
}

type Activity = Extract<Change['action'], { type: 'create_activity' }>;

function activityInWords({ action, words }: { action: Activity; words: ValueWords }): Activity {
  const { objectType, properties } = action;
  const entries = Object.entries(properties).map(([property, value]) => {
    const place = { objectType, property };
    return [words.field(place), words.value({ ...place, value }) ?? value] as const;
  });
  const isClear = new Set(entries.map(([label]) => label)).size === entries.length;
  return isClear ? { ...action, properties: Object.fromEntries(entries) } : action;
}
