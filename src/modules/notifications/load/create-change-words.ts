import { type Change, type CrmReference, wordsOfAnotherCall } from '#contracts';
import type { ValueWords } from '#modules/crm';
import type { Context } from '#platform/context';
import type { ChangeView } from '../views.ts';
import { findTarget } from './find-target.ts';

const pluralOf = { company: 'companies', contact: 'contacts', deal: 'deals', lead: 'leads' } as const;

/** A change as people read it: the field by its label, old and new value written out alike. */
export type WordsOfChange = (change: Change) => Promise<Pick<ChangeView, 'field' | 'oldValue' | 'newValue'>>;

export function createChangeWords({ ctx, words }: { ctx: Context; words: ValueWords }): WordsOfChange {
  async function nameOf(target: CrmReference): Promise<string> {
    const record = await findTarget({ ctx, target });
    return `${target.objectType} ${record?.name ?? record?.email ?? target.externalId}`;
  }
  /** Two that are called alike are told apart by their ids. */
  async function callOf(target: CrmReference): Promise<string> {
    const record = await findTarget({ ctx, target });
    const name = record?.name ?? record?.email ?? null;
    return name === null ? target.externalId : `${name} (${target.externalId})`;
  }
  return async ({ action, target, editedValue, oldValue, oldValueKept }) => {
    switch (action.type) {
      case 'set_property': {
        const { property, value } = action;
        const place = { objectType: target?.objectType ?? null, property };
        const record = await findTarget({ ctx, target });
        const wanted = editedValue ?? value;
        return {
          field: words.field(place),
          oldValue: oldValueKept ? wordsOfAnotherCall : words.value({ ...place, record, value: oldValue }),
          newValue: words.value({ ...place, record, value: wanted }) ?? wanted,
        };
      }
      case 'create_activity':
        return { oldValue, field: `New ${action.objectType}`, newValue: activityInWords(action.properties) };
      case 'associate':
        return { oldValue, field: 'New association', newValue: await nameOf(action.to) };
      case 'dissociate':
        return { oldValue: await nameOf(action.from), field: 'Association to take off', newValue: 'not tied' };
      case 'create_property':
        return {
          oldValue,
          field: `New property of ${action.objectType}`,
          newValue: `${action.label} (${action.name})`,
        };
      case 'merge': {
        const { objectType, mergedId: externalId } = action;
        return {
          oldValue: `two records: ${target === null ? '' : await callOf(target)} and ${await callOf({ objectType, externalId })}`,
          field: `Merge of two ${pluralOf[objectType]}`,
          newValue: `one ${objectType}, which takes in ${await nameOf({ objectType, externalId })}`,
        };
      }
    }
  };
}

/** What it is called; of a note, which has no name, what it says. */
function activityInWords(properties: Readonly<Record<string, string>>): string {
  const named = properties['hs_task_subject'] ?? properties['hs_call_title'];
  return named ?? properties['hs_note_body'] ?? Object.values(properties).join(' · ');
}
