import type { Crm, CrmObjectType, CrmRecordWithHistory, CrmReference } from '#contracts';
import type { SentEffect } from '#platform/effects';
import { SophiaError } from '#platform/errors';
import { and, eq, sql } from '#platform/sql';
import type { ChangeContext } from '../change-context.ts';
import { changeValue } from '../change-value.ts';
import { changes } from '../tables.ts';
import { toChange } from '../to-change.ts';
import { attemptEndOf } from './attempt-end.ts';
import { compareProperty, planOn } from './compare-property.ts';
import type { JointChange, JointEnd } from './joint-change.ts';
import { outcomeOfVerdict } from './outcome-of-verdict.ts';
import { type Baseline, entriesSince, judgeHistory } from './read-history.ts';
import { type FreshProperty, missingRecord, propertyIn, restoreProperty } from './write-property.ts';

/** A property that is written together with others. */
export interface JointProperty extends JointChange {
  readonly target: CrmReference;
  readonly property: string;
  readonly value: string;
  readonly baseline: Baseline;
}

interface Reading {
  readonly ctx: ChangeContext;
  readonly crm: Crm;
}

export function isProperty({ change }: JointChange): boolean {
  return change.action.type === 'set_property';
}

/** Reads all records past every cache and compares; what stops a change ends it. Baselines are committed before any write. */
export async function compareProperties({
  ctx,
  crm,
  joint,
}: Reading & { joint: readonly JointChange[] }): Promise<{ stopped: JointEnd[]; properties: JointProperty[] }> {
  const wanted = joint.map(placeOf);
  const records = await readRecords({ crm, wanted });
  const stopped: JointEnd[] = [];
  const properties: JointProperty[] = [];
  const planned: { readonly change: JointChange['change']; readonly fresh: FreshProperty }[] = [];
  for (const place of wanted) {
    const { property, target, value, change, ...joined } = place;
    const record = records.get(recordKey(target));
    if (record === undefined) {
      stopped.push({ ...joined, change, end: attemptEndOf(missingRecord(target)) });
      continue;
    }
    const fresh = propertyIn({ record, property });
    const outcome = await compareProperty({
      application: { ctx, change, approved: joined.approved },
      target,
      fresh,
      value,
    });
    if (outcome !== null) {
      stopped.push({ ...joined, change, end: { end: 'settled', outcome } });
      continue;
    }
    planned.push({ change, fresh });
    properties.push({ ...place, baseline: { value: fresh.value, at: planOn(fresh).oldValueAt ?? null } });
  }
  await keepBaselines({ ctx, planned });
  return { stopped, properties };
}

/** One request a record, all at a time; how it ends is how each of its properties ends. */
export async function sendProperties({
  crm,
  properties,
}: {
  crm: Crm;
  properties: readonly JointProperty[];
}): Promise<Map<string, SentEffect>> {
  const byRecord = Map.groupBy(properties, ({ target }) => recordKey(target));
  const sent = new Map<string, SentEffect>();
  await Promise.all(
    [...byRecord.values()].map(async (group) => {
      const end = await sendRecord({ crm, group });
      for (const { key } of group) sent.set(key, end);
    }),
  );
  return sent;
}

async function sendRecord({ crm, group }: { crm: Crm; group: readonly JointProperty[] }): Promise<SentEffect> {
  const [first] = group;
  if (first === undefined) return { error: null };
  const values = Object.fromEntries(group.map(({ property, value }) => [property, value]));
  try {
    await crm.updateRecord({ ...first.target, properties: values });
    return { externalId: first.target.externalId };
  } catch (error) {
    return { error };
  }
}

/** Reads the history of all records again, and puts back what a person wrote in between. */
export async function judgeProperties({
  ctx,
  crm,
  properties,
}: Reading & { properties: readonly JointProperty[] }): Promise<JointEnd[]> {
  const records = await readBack({ crm, properties });
  return Promise.all(
    properties.map(async (joint) => {
      const { target, property, value, baseline, change, key, approved, attemptId } = joint;
      const record = records?.get(recordKey(target));
      const joined = { change, key, approved, attemptId };
      if (record === undefined) return { ...joined, end: null };
      try {
        const fresh = propertyIn({ record, property });
        const type = change.facts.value;
        const verdict = judgeHistory({ since: entriesSince(fresh.history, baseline), value, type });
        const place = { ctx, crm, target, property };
        const after =
          verdict.type === 'person_between'
            ? await restoreProperty({ place, key, entry: verdict.entry, fresh, type })
            : fresh;
        return {
          ...joined,
          end: { end: 'settled', outcome: await outcomeOfVerdict({ ...place, verdict, fresh: after }) },
        };
      } catch (error) {
        return { ...joined, end: attemptEndOf(error) };
      }
    }),
  );
}

/** Null where the CRM does not answer: each change then finds out by itself what has become of it. */
async function readBack({
  crm,
  properties,
}: {
  crm: Crm;
  properties: readonly JointProperty[];
}): Promise<ReadonlyMap<string, CrmRecordWithHistory> | null> {
  try {
    return await readRecords({ crm, wanted: properties });
  } catch (error) {
    attemptEndOf(error);
    return null;
  }
}

function placeOf(joint: JointChange): Omit<JointProperty, 'baseline'> {
  const { change } = joint;
  const { target, action } = toChange(change);
  const value = changeValue(change);
  if (target === null || action.type !== 'set_property' || value === null) {
    throw new SophiaError('internal.unexpected', `The change ${change.id} sets no property of a record.`);
  }
  return { ...joint, target, property: action.property, value };
}

/** One read for each type of record, by the places that ask for them. One that is gone is left out. */
async function readRecords({
  crm,
  wanted,
}: {
  crm: Crm;
  wanted: readonly Pick<JointProperty, 'target' | 'property'>[];
}): Promise<Map<string, CrmRecordWithHistory>> {
  const byType = Map.groupBy(wanted, ({ target }) => target.objectType);
  const read = await Promise.all(
    [...byType].map(([objectType, places]) => {
      const names = [...new Set(places.map(({ property }) => property))];
      const externalIds = [...new Set(places.map(({ target }) => target.externalId))];
      return readType({ crm, objectType, externalIds, names });
    }),
  );
  return new Map(read.flat());
}

/** A merged record is answered under the id that it has now: what is not there under its own is asked for by itself. */
async function readType({
  crm,
  objectType,
  externalIds,
  names,
}: {
  crm: Crm;
  objectType: CrmObjectType;
  externalIds: readonly string[];
  names: readonly string[];
}): Promise<[string, CrmRecordWithHistory][]> {
  const asked = { objectType, properties: names, historyOf: names };
  const together = await crm.getRecords({ ...asked, externalIds });
  const byId = new Map(together.map((record) => [record.externalId, record]));
  const found = await Promise.all(
    externalIds.map(async (externalId): Promise<[string, CrmRecordWithHistory][]> => {
      const record = byId.get(externalId) ?? (await crm.getRecords({ ...asked, externalIds: [externalId] }))[0];
      return record === undefined || record.archivedAt !== null
        ? []
        : [[recordKey({ objectType, externalId }), record]];
    }),
  );
  return found.flat();
}

function recordKey({ objectType, externalId }: CrmReference): string {
  return `${objectType} ${externalId}`;
}

/** What an undo puts back and what a crash is judged by is committed before anything is sent. */
async function keepBaselines({
  ctx,
  planned,
}: {
  ctx: ChangeContext;
  planned: readonly { readonly change: JointChange['change']; readonly fresh: FreshProperty }[];
}): Promise<void> {
  if (planned.length === 0) return;
  const plans = planned.map(({ change, fresh }) => ({ id: change.id, ...planOn(fresh) }));
  function column(value: (plan: (typeof plans)[number]) => string | null) {
    return sql`${sql.param(plans.map(value))}::text[]`;
  }
  const ids = column(({ id }) => id);
  const values = column(({ oldValue }) => oldValue ?? null);
  const sources = column(({ oldValueSource }) => oldValueSource ?? null);
  const times = column(({ oldValueAt }) => oldValueAt?.toISOString() ?? null);
  await ctx.db
    .update(changes)
    .set({
      oldValue: sql`plan.old_value`,
      oldValueSource: sql`plan.old_value_source`,
      oldValueAt: sql`plan.old_value_at::timestamptz`,
    })
    .from(sql`unnest(${ids}, ${values}, ${sources}, ${times}) as plan (id, old_value, old_value_source, old_value_at)`)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), sql`${changes.id} = plan.id`));
}
