import type { CrmPropertyChange, CrmReference, DraftChange } from '#contracts';
import { listLastChanges } from '#modules/crm';
import type { Context } from '#platform/context';
import { createDefinitions, type Definitions } from './create-definitions.ts';
import { type MirrorRecord, readMirrorRecord, unattended } from './read-mirror.ts';

/** What the mirror knows of everything that some drafts are about, each thing read once. */
export interface MirrorReader {
  readonly definitions: Definitions;
  record(reference: CrmReference): Promise<MirrorRecord | null>;
  /** The newest entry in the history of a property that one of the drafts sets. */
  lastChange(place: { readonly recordId: string; readonly property: string }): Promise<CrmPropertyChange | null>;
}

export function createMirrorReader({
  ctx,
  drafts,
}: {
  ctx: Context;
  drafts: readonly Pick<DraftChange, 'action'>[];
}): MirrorReader {
  const records = new Map<string, Promise<MirrorRecord | null>>();
  const histories = new Map<string, Promise<ReadonlyMap<string, CrmPropertyChange>>>();
  const properties = [
    ...new Set(drafts.flatMap(({ action }) => (action.type === 'set_property' ? [action.property] : []))),
  ];
  async function readHistory(recordId: string): Promise<ReadonlyMap<string, CrmPropertyChange>> {
    const last = await listLastChanges({ ctx: unattended(ctx), input: { recordIds: [recordId], properties } });
    return new Map(last.map(({ change }) => [change.property, change]));
  }
  return {
    definitions: createDefinitions(ctx),
    record: (reference) => {
      const key = `${reference.objectType} ${reference.externalId}`;
      const known = records.get(key) ?? readMirrorRecord(ctx, reference);
      records.set(key, known);
      return known;
    },
    lastChange: async ({ recordId, property }) => {
      const known = histories.get(recordId) ?? readHistory(recordId);
      histories.set(recordId, known);
      return (await known).get(property) ?? null;
    },
  };
}
