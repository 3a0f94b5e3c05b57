import type { CrmActivityType, CrmReference } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, asc, eq, inArray } from '#platform/sql';
import { type MirrorRecord, readMirrorRecord } from './mirror/read-mirror.ts';
import type { ChangeRow } from './move-change.ts';
import { changeSets, changes } from './tables.ts';

/** An activity that Sophia wrote from a call, with the records that it stands on by what Sophia did. */
export interface WrittenActivity {
  readonly identity: string;
  readonly reference: { readonly objectType: CrmActivityType; readonly externalId: string };
  readonly standsOn: readonly MirrorRecord[];
}

/** The activities of a call in the CRM, and what they stand on; records that were merged are those that they are now. */
export async function listWrittenActivities({ ctx, input }: Verb<{ callId: string }>): Promise<WrittenActivity[]> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const rows = await ctx.db
    .select({ change: changes })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changeSets.callId, input.callId),
        inArray(changes.state, ['applied', 'undo_refused']),
      ),
    )
    .orderBy(asc(changes.appliedAt), asc(changes.id));
  const done = rows.map(({ change }) => change);
  const written: WrittenActivity[] = [];
  for (const change of done) {
    if (change.action.type !== 'create_activity' || change.externalId === null) continue;
    const reference = { objectType: change.action.objectType, externalId: change.externalId };
    const standsOn = await resolve({ ctx, references: tiesOf({ change, reference, done }) });
    written.push({ identity: change.identity, reference, standsOn });
  }
  return written;
}

/** What it was created on, and what was tied to it or taken off since, in that order. */
function tiesOf({
  change,
  reference,
  done,
}: {
  change: ChangeRow;
  reference: CrmReference;
  done: readonly ChangeRow[];
}): CrmReference[] {
  const ties = new Map<string, CrmReference>();
  if (change.action.type === 'create_activity') {
    for (const tie of change.action.associatedWith) ties.set(keyOf(tie), tie);
  }
  for (const { action, targetType, targetId } of done) {
    const target = ties.get(`${targetType}:${targetId}`) ?? null;
    if (action.type === 'dissociate' && keyOf(action.from) === keyOf(reference) && target !== null) {
      ties.delete(keyOf(target));
    }
    if (action.type === 'associate' && keyOf(action.to) === keyOf(reference) && targetId !== null) {
      const objectType = targetType === 'deal' || targetType === 'lead' ? targetType : 'contact';
      ties.set(`${targetType}:${targetId}`, { objectType, externalId: targetId });
    }
  }
  return [...ties.values()];
}

async function resolve({
  ctx,
  references,
}: {
  ctx: Context;
  references: readonly CrmReference[];
}): Promise<MirrorRecord[]> {
  const records = new Map<string, MirrorRecord>();
  for (const reference of references) {
    const record = await readMirrorRecord(ctx, reference);
    if (record !== null && !record.gone) records.set(record.recordId, record);
  }
  return [...records.values()];
}

function keyOf({ objectType, externalId }: CrmReference): string {
  return `${objectType}:${externalId}`;
}
