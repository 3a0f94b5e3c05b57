import { SophiaError } from '#platform/errors';
import { describeEntry, quoteValue } from '../apply/describe-entry.ts';
import { hasBegun } from '../apply/has-begun.ts';
import { isOurs } from '../apply/read-history.ts';
import { type FreshProperty, type PropertyPlace, readProperty, writeProperty } from '../apply/write-property.ts';
import { changeValue } from '../change-value.ts';
import { toChange } from '../to-change.ts';
import { sameValue } from '../values/same-value.ts';
import type { Undoing, UndoOutcome } from './undo-outcome.ts';

/** Puts the old value back, only where ours is the newest entry of the history: nobody has touched it since. */
export async function undoProperty({ ctx, crm, change, key }: Undoing): Promise<UndoOutcome> {
  const { target, action } = toChange(change);
  const value = changeValue(change);
  if (target === null || action.type !== 'set_property' || value === null) {
    throw new SophiaError('internal.unexpected', `The change ${change.id} sets no property of a record.`);
  }
  const type = change.facts.value;
  const old = change.oldValue ?? '';
  const place: PropertyPlace = { ctx, crm, target, property: action.property };
  const fresh = await readProperty(place);
  const newest = fresh.history[0];
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const stands = sameValue({ type, left: fresh.value, right: value });
    if (newest === undefined || !stands || !isOurs(newest))
      return refuse({ fresh, place, since: 'Since it was written' });
  }
  const { verdict, fresh: after } = await writeProperty({
    place,
    key,
    value: old,
    type,
    baseline: baselineOf({ fresh, value, type }),
  });
  switch (verdict.type) {
    case 'written':
      return { state: 'undone', reason: null, readBackValue: after.value };
    case 'ignored': {
      const now = await quoteValue({ ...place, value: after.value ?? '' });
      const reason = `The CRM took the old value and did not keep it: there is ${now} now.`;
      return { state: 'undo_refused', reason, readBackValue: after.value };
    }
    case 'person_between':
    case 'changed_after': {
      const entry = await describeEntry({ ctx, target, entry: verdict.entry });
      return {
        state: 'undo_refused',
        reason: `While it was undone, ${entry}; that stands.`,
        readBackValue: after.value,
      };
    }
  }
}

/** The entry of ours that is undone: an undo that a crash broke off may have its own entry above it. */
function baselineOf({
  fresh,
  value,
  type,
}: {
  fresh: FreshProperty;
  value: string;
  type: Parameters<typeof sameValue>[0]['type'];
}): { value: string | null; at: Date | null } {
  const ours = fresh.history.find((entry) => isOurs(entry) && sameValue({ type, left: entry.value, right: value }));
  return { value: ours?.value ?? null, at: ours === undefined ? null : new Date(ours.at) };
}

async function refuse({
  place: { ctx, target },
  fresh,
  since,
}: {
  place: PropertyPlace;
  fresh: FreshProperty;
  since: string;
}): Promise<UndoOutcome> {
  const newest = fresh.history[0];
  const what = newest === undefined ? 'its history was lost' : await describeEntry({ ctx, target, entry: newest });
  return { state: 'undo_refused', reason: `${since}, ${what}; that stands.`, readBackValue: fresh.value };
}
