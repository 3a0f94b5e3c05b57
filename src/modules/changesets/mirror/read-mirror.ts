import { CrmRecordType, type CrmReference } from '#contracts';
import { keptFields } from '#modules/access';
import { type CrmRecordRow, findRecord, getRecord, listAssociated } from '#modules/crm';
import type { Context } from '#platform/context';

export interface MirrorRecord extends CrmRecordRow {
  /** Archived, vanished, or merged into another. */
  readonly gone: boolean;
}

/** What the mirror knows of a record; null where it has none, as it has none of activities. */
export async function readMirrorRecord(
  ctx: Context,
  { objectType, externalId }: CrmReference,
): Promise<MirrorRecord | null> {
  const type = CrmRecordType.safeParse(objectType);
  if (!type.success) return null;
  const found = await findRecord({ ctx, input: { objectType: type.data, externalId } });
  const record = found === null ? null : await followMerges(ctx, found);
  if (record === null) return null;
  const properties = await withWords(ctx, record);
  return {
    ...record,
    properties,
    gone: record.archivedAt !== null || record.vanishedAt !== null || record.mergedInto !== null,
  };
}

/**
 * What stands there is what a change is judged against and what an undo puts back, also where it holds words of a call that
 * whoever proposes does not see; they are told nothing of it.
 */
async function withWords(ctx: Context, record: CrmRecordRow): Promise<CrmRecordRow['properties']> {
  const { recordId, properties } = record;
  const kept = (await keptFields(ctx, [{ id: recordId }])).get(recordId);
  if (kept === undefined) return properties;
  const whole = await getRecord({ ctx: unattended(ctx), input: { recordId } });
  return { ...properties, ...Object.fromEntries([...kept].map((name) => [name, whole.properties[name] ?? null])) };
}

/** Who acts is nobody from whom words of a call are kept; only for what was found to be seen before. */
export function unattended(ctx: Context): Context {
  return { ...ctx, actor: { type: 'system', component: 'judge-changes' } };
}

/** What was planned for a record that was merged since is about the one that it is now. */
async function followMerges(ctx: Context, first: CrmRecordRow): Promise<CrmRecordRow> {
  let record = first;
  for (let step = 0; record.mergedInto !== null && step < mostMerges; step += 1) {
    record = await getRecord({ ctx, input: { recordId: record.mergedInto } });
  }
  return record;
}

const mostMerges = 20;

/** The ids of the owners of the deals that a record belongs to. */
export async function readDealOwnerIds(ctx: Context, target: CrmReference): Promise<string[]> {
  const record = await readMirrorRecord(ctx, target);
  if (record === null || record.gone) return [];
  const deals = await listAssociated({ ctx, input: { recordId: record.recordId, toType: 'deal' } });
  return [...new Set(deals.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId])))];
}
