import type { Crm, CrmActivityType, CrmPropertyChange } from '#contracts';
import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { describeEntry } from '../apply/describe-entry.ts';
import { hasBegun } from '../apply/has-begun.ts';
import { isOurs } from '../apply/read-history.ts';
import { refuseUndo } from './refuse-undo.ts';
import type { Undoing, UndoOutcome } from './undo-outcome.ts';

/**
 * Archives the note, task or call that Sophia created; in the CRM's recycle bin it can still be found. One that somebody
 * has changed, reassigned or done stays: it is theirs now.
 */
export async function undoActivity({ ctx, crm, change, key }: Undoing): Promise<UndoOutcome> {
  const { action, externalId } = change;
  if (action.type !== 'create_activity' || externalId === null) {
    throw new SophiaError('internal.unexpected', `The change ${change.id} created no activity.`);
  }
  const { objectType } = action;
  if (!(await hasBegun(ctx, { target: crm.name, key }))) {
    const edit = await findEdit({ crm, objectType, externalId, written: Object.keys(action.properties) });
    if (edit !== null) {
      const entry = { ...edit, value: shortened(edit.value) };
      const set = await describeEntry({ ctx, target: { objectType, externalId }, entry });
      const what = `${wordsOf(edit.property)}: ${set}`;
      return refuseUndo(`Since Sophia wrote the ${objectType}, somebody has changed its ${what}; it stands.`);
    }
  }
  async function isGone(): Promise<boolean> {
    const ids = externalId === null ? [] : [externalId];
    const found = await crm.getRecords({ objectType, externalIds: ids, properties: [], historyOf: [] });
    return found.every(({ archivedAt }) => archivedAt !== null);
  }
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'archive',
    key,
    find: async () => ((await isGone()) ? { externalId } : null),
    send: async () => {
      if (!(await isGone())) await crm.archiveRecord({ objectType, externalId });
      return { externalId };
    },
  });
  if (await isGone()) return { state: 'undone', reason: null, readBackValue: null };
  return refuseUndo(`The CRM took the request and has the ${objectType} still.`);
}

/** What people change of an activity, beside what Sophia wrote of it. */
const editable: Readonly<Record<CrmActivityType, readonly string[]>> = {
  note: ['hs_note_body', 'hs_timestamp', 'hubspot_owner_id'],
  task: [
    'hs_task_subject',
    'hs_task_body',
    'hs_task_status',
    'hs_task_priority',
    'hs_task_type',
    'hs_timestamp',
    'hubspot_owner_id',
  ],
  call: ['hs_call_title', 'hs_call_body', 'hs_call_disposition', 'hs_timestamp', 'hubspot_owner_id'],
};

/** The newest entry of a person in the history of the activity, where no later one of ours stands above it. */
async function findEdit({
  crm,
  objectType,
  externalId,
  written,
}: {
  crm: Crm;
  objectType: CrmActivityType;
  externalId: string;
  written: readonly string[];
}): Promise<CrmPropertyChange | null> {
  const properties = [...new Set([...written, ...editable[objectType]])];
  const [record] = await crm.getRecords({
    objectType,
    externalIds: [externalId],
    properties,
    historyOf: properties,
  });
  if (record === undefined || record.archivedAt !== null) return null;
  const newest = properties.flatMap((name) => record.history.find(({ property }) => property === name) ?? []);
  return newest.find((entry) => entry.source === 'person' && !isOurs(entry)) ?? null;
}

/** `hs_task_status` is a status to whoever reads it. */
function wordsOf(property: string): string {
  if (property === 'hs_timestamp') return 'time';
  if (property === 'hubspot_owner_id') return 'owner';
  return property.replace(/^hs_(note|task|call)_/u, '');
}

const longestValue = 60;

function shortened(value: string | null): string | null {
  return value === null || value.length <= longestValue ? value : `${value.slice(0, longestValue)}…`;
}
