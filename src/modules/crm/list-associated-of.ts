import type { CrmRecordType } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, asc, eq, inArray, or } from '#platform/sql';
import { listRecordsById } from './list-records-by-id.ts';
import { liveRecord } from './live-record.ts';
import type { CrmRecordRow } from './schema.ts';
import { crmAssociations, crmRecords } from './tables.ts';
import { toRecordRows } from './to-record-row.ts';

/** A record at the other end of a tie, with the tie's labels. */
export interface AssociatedRecord extends CrmRecordRow {
  readonly labels: readonly string[];
}

interface AssociatedOfInput {
  readonly recordIds: readonly string[];
  readonly toTypes: readonly CrmRecordType[];
}

/**
 * The records of some types that are tied to each of these, in three statements however many there are, whichever end
 * the ties were read from; the one that the CRM calls primary first. What is archived, gone or not seen is left out;
 * what is not seen itself is absent.
 */
export async function listAssociatedOf({
  ctx,
  input,
}: Verb<AssociatedOfInput>): Promise<ReadonlyMap<string, readonly AssociatedRecord[]>> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const parents = await listRecordsById({ ctx, input: { recordIds: input.recordIds } });
  if (parents.size === 0) return new Map();
  const ties = await tiesOf({ ctx, parents: [...parents.values()], toTypes: input.toTypes });
  const records = await liveRecordsAt({ ctx, ends: ties.map(({ to }) => to) });
  const tied = new Map<string, readonly AssociatedRecord[]>();
  for (const [recordId, parent] of parents) {
    const labelsAt = new Map(
      ties.filter(({ from }) => isSame(from, parent)).map(({ to, labels }) => [nameOf(to), labels]),
    );
    const own = records.filter((record) => labelsAt.has(nameOf(record)));
    tied.set(recordId, primaryFirst(own.map((record) => ({ ...record, labels: labelsAt.get(nameOf(record)) ?? [] }))));
  }
  return tied;
}

type End = Pick<CrmRecordRow, 'objectType' | 'externalId'>;

interface Tie {
  readonly from: { readonly objectType: string; readonly externalId: string };
  readonly to: End;
  readonly labels: readonly string[];
}

/** By values alone: a join is planned badly while the mirror is filled for the first time. */
async function tiesOf({
  ctx,
  parents,
  toTypes,
}: {
  ctx: Context;
  parents: readonly End[];
  toTypes: readonly CrmRecordType[];
}): Promise<Tie[]> {
  const { fromType, fromExternalId, toType, toExternalId } = crmAssociations;
  const rows = await ctx.db
    .select()
    .from(crmAssociations)
    .where(
      and(
        eq(crmAssociations.workspaceId, ctx.workspaceId),
        or(
          ...parents.flatMap(({ objectType, externalId }) => [
            and(eq(fromType, objectType), eq(fromExternalId, externalId), inArray(toType, [...toTypes])),
            and(eq(toType, objectType), eq(toExternalId, externalId), inArray(fromType, [...toTypes])),
          ]),
        ),
      ),
    );
  return rows.flatMap(({ labels, ...row }) => {
    const one = { objectType: row.fromType, externalId: row.fromExternalId };
    const other = { objectType: row.toType, externalId: row.toExternalId };
    return [
      { from: one, to: other },
      { from: other, to: one },
    ].flatMap(({ from, to: { objectType: found, externalId } }): Tie[] => {
      const objectType = toTypes.find((type) => type === found);
      return objectType === undefined ? [] : [{ from, to: { objectType, externalId }, labels }];
    });
  });
}

async function liveRecordsAt({ ctx, ends }: { ctx: Context; ends: readonly End[] }): Promise<CrmRecordRow[]> {
  if (ends.length === 0) return [];
  const byType = Map.groupBy(ends, ({ objectType }) => objectType);
  const rows = await ctx.db
    .select()
    .from(crmRecords)
    .where(
      or(
        ...[...byType].map(([objectType, ofType]) => {
          const externalIds = [...new Set(ofType.map(({ externalId }) => externalId))];
          return and(liveRecord({ ctx, objectType }), inArray(crmRecords.externalId, externalIds));
        }),
      ),
    )
    .orderBy(asc(crmRecords.createdAtSource), asc(crmRecords.id));
  return toRecordRows(rows, ctx);
}

function isSame(one: Tie['from'], other: Tie['from']): boolean {
  return one.objectType === other.objectType && one.externalId === other.externalId;
}

function nameOf({ objectType, externalId }: End): string {
  return `${objectType} ${externalId}`;
}

function primaryFirst(records: readonly AssociatedRecord[]): readonly AssociatedRecord[] {
  return records.toSorted((first, second) => Number(isPrimary(second)) - Number(isPrimary(first)));
}

function isPrimary({ labels }: AssociatedRecord): boolean {
  return labels.some((label) => /primary/iu.test(label));
}
