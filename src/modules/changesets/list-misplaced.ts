import type { CrmReference } from '#contracts';
import { authorise } from '#modules/access';
import { listRecordsById } from '#modules/crm';
import { getMatch } from '#modules/matching';
import type { Context, Verb } from '#platform/context';
import { and, asc, eq } from '#platform/sql';
import { activityIn } from './activity-in.ts';
import { endsOf } from './ends-of.ts';
import { listWrittenActivities, type WrittenActivity } from './list-written-activities.ts';
import { currentReference } from './mirror/current-reference.ts';
import type { ChangeRow } from './move-change.ts';
import { seenChange } from './seen-change.ts';
import { changeSets, changes } from './tables.ts';

/** Something that was written because of a call to a record that the call is not about, as somebody has said since. */
export interface MisplacedChange {
  readonly changeId: string;
  readonly targetName: string | null;
  /** The field, or the kind of activity or tie. */
  readonly what: string;
}

/**
 * What stands because of a call where it does not belong, and can be taken back. The tie of an activity to such a record
 * is not among it: taking that off is proposed as a change.
 */
export async function listMisplaced({ ctx, input }: Verb<{ callId: string }>): Promise<MisplacedChange[]> {
  authorise({ ctx, action: 'change_set.read', resource: { type: 'change_set', id: null } });
  const { callId } = input;
  const match = await getMatch({ ctx, input: { callId } });
  if (match === null || match.corrections === 0) return [];
  const records = await listRecordsById({
    ctx,
    input: { recordIds: match.links.map(({ recordId }) => recordId) },
  });
  const about = new Set([...records.values()].map(keyOf));
  const rows = await ctx.db
    .select({ change: changes })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        eq(changeSets.kind, 'call'),
        eq(changeSets.callId, callId),
        eq(changes.state, 'applied'),
        seenChange(ctx),
      ),
    )
    .orderBy(asc(changes.appliedAt), asc(changes.id));
  const activities = await listWrittenActivities({ ctx, input: { callId } });
  const misplaced: ChangeRow[] = [];
  for (const { change } of rows) {
    if (await isMisplaced({ ctx, change, about, activities })) misplaced.push(change);
  }
  return misplaced.map((change) => ({
    changeId: change.id,
    targetName: change.targetName,
    what: change.property ?? activityIn(change.action) ?? 'an association',
  }));
}

async function isMisplaced({
  ctx,
  change,
  about,
  activities,
}: {
  ctx: Context;
  change: ChangeRow;
  about: ReadonlySet<string>;
  activities: readonly WrittenActivity[];
}): Promise<boolean> {
  const { id, identity, action, externalId } = change;
  if (action.type === 'create_activity') {
    const places = activities.find(({ reference }) => reference.externalId === externalId)?.standsOn ?? [];
    return places.length > 0 && places.every((place) => !about.has(keyOf(place)));
  }
  if (activityIn(action) !== null) return false;
  const ends: string[] = [];
  for (const end of endsOf(change)) ends.push(keyOf(await currentReference(ctx, end)));
  if (ends.every((end) => about.has(end))) return false;
  return action.type === 'associate' || (action.type === 'set_property' && (await isNewest({ ctx, id, identity })));
}

/** What a later call has written over is not there any more. */
async function isNewest({
  ctx,
  id,
  identity,
}: Pick<ChangeRow, 'id' | 'identity'> & { ctx: Context }): Promise<boolean> {
  const written = await ctx.db
    .select({ id: changes.id })
    .from(changes)
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.identity, identity), eq(changes.state, 'applied')))
    .orderBy(asc(changes.appliedAt), asc(changes.id));
  return written.at(-1)?.id === id;
}

function keyOf({ objectType, externalId }: CrmReference): string {
  return `${objectType}:${externalId}`;
}
