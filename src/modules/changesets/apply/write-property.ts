import type { Crm, CrmPropertyChange, CrmRecordWithHistory, CrmReference } from '#contracts';
import { performEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import type { ChangeContext } from '../change-context.ts';
import type { ValueType } from '../policy/policy.ts';
import { sameValue } from '../values/same-value.ts';
import { type Baseline, entriesSince, type HistoryVerdict, isOurs, judgeHistory } from './read-history.ts';

export interface PropertyPlace {
  readonly ctx: ChangeContext;
  readonly crm: Crm;
  readonly target: CrmReference;
  readonly property: string;
}

export interface FreshProperty {
  readonly value: string | null;
  /** Newest first. */
  readonly history: readonly CrmPropertyChange[];
}

/** Value and history past every cache. Throws `vendor.not-found` where the record is gone. */
export async function readProperty({ crm, target, property }: PropertyPlace): Promise<FreshProperty> {
  const [record] = await crm.getRecords({
    objectType: target.objectType,
    externalIds: [target.externalId],
    properties: [property],
    historyOf: [property],
  });
  if (record === undefined || record.archivedAt !== null) throw missingRecord(target);
  return propertyIn({ record, property });
}

export function missingRecord({ objectType, externalId }: CrmReference): SophiaError {
  return new SophiaError('vendor.not-found', `The CRM has no ${objectType} ${externalId}, or no longer.`);
}

export function propertyIn({ record, property }: { record: CrmRecordWithHistory; property: string }): FreshProperty {
  return {
    value: record.properties[property] ?? null,
    history: record.history.filter((entry) => entry.property === property),
  };
}

/**
 * Writes a value once and reads the history again. The vendor has no conditional write: what a person wrote between
 * our reading and our writing is seen afterwards, and put back.
 */
export async function writeProperty({
  place,
  key,
  value,
  type,
  baseline,
}: {
  place: PropertyPlace;
  key: string;
  value: string;
  type: ValueType | null;
  baseline: Baseline;
}): Promise<{ verdict: HistoryVerdict; fresh: FreshProperty }> {
  await write({ place, key, value, type, baseline });
  const fresh = await readProperty(place);
  const verdict = judgeHistory({ since: entriesSince(fresh.history, baseline), value, type });
  if (verdict.type !== 'person_between') return { verdict, fresh };
  return { verdict, fresh: await restoreProperty({ place, key, entry: verdict.entry, fresh, type }) };
}

/** Puts back what a person wrote between our reading and our writing. */
export async function restoreProperty({
  place,
  key,
  entry,
  fresh,
  type,
}: {
  place: PropertyPlace;
  /** Of the write that went over it. */
  key: string;
  entry: CrmPropertyChange;
  /** As it was read after that write. */
  fresh: FreshProperty;
  type: ValueType | null;
}): Promise<FreshProperty> {
  const ours = fresh.history[0];
  await write({
    place,
    key: `${key}:restore`,
    value: entry.value ?? '',
    type,
    baseline: { value: ours?.value ?? null, at: ours === undefined ? null : new Date(ours.at) },
  });
  return readProperty(place);
}

async function write({
  place,
  key,
  value,
  type,
  baseline,
}: {
  place: PropertyPlace;
  key: string;
  value: string;
  type: ValueType | null;
  baseline: Baseline;
}): Promise<void> {
  const { ctx, crm, target, property } = place;
  await performEffect({
    ctx,
    target: crm.name,
    kind: 'set_property',
    key,
    find: async () => {
      const { history } = await readProperty(place);
      const ours = entriesSince(history, baseline).find(
        (entry) => isOurs(entry) && sameValue({ type, left: entry.value, right: value }),
      );
      return ours === undefined ? null : { externalId: target.externalId };
    },
    send: async () => {
      const { objectType, externalId } = target;
      await crm.updateRecord({ objectType, externalId, properties: { [property]: value } });
      return { externalId };
    },
  });
}
