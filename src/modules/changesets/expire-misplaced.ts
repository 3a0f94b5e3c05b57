import type { CrmReference } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context } from '#platform/context';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, inArray } from '#platform/sql';
import { hasBegun } from './apply/has-begun.ts';
import { roundOf } from './apply/round-of.ts';
import type { ChangeContext } from './change-context.ts';
import { endsOf } from './ends-of.ts';
import { currentReference } from './mirror/current-reference.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { changeSets, changes } from './tables.ts';

/** By these words in the history of a change it is known again why it ended. */
export const misplacedReason =
  'What the call is known to be about has changed since; what holds is proposed with that.';

/**
 * Ends what is open of a call for records that it is not about, and activities that are to be written on such; taking
 * something off a record that it is about again ends too. What may have been sent stays. Doing it twice changes nothing.
 */
export async function expireMisplaced({
  ctx,
  input,
}: {
  ctx: ChangeContext;
  /** The deal or lead of the call, and its contacts. */
  input: {
    readonly callId: string;
    readonly about: readonly CrmReference[];
    /** Deals between which nothing decides yet: what is open for one of them stays. */
    readonly mayBe: readonly CrmReference[];
    /** Somebody has said what it is about: what is written on a part of that is proposed for all of it. */
    readonly isCorrected: boolean;
  };
}): Promise<{ expired: number }> {
  authorise({ ctx, action: 'change_set.propose', resource: { type: 'change_set', id: null } });
  const { callId, isCorrected } = input;
  return transact({ ctx }, async (inner) => {
    const about = await placesOf(inner, input.about);
    const mayBe = about.union(await placesOf(inner, input.mayBe));
    const rows = await inner.db
      .select({ change: changes })
      .from(changes)
      .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
      .where(
        and(
          eq(changes.workspaceId, inner.workspaceId),
          inArray(changes.state, ['proposed', 'waiting', 'suggested', 'approved']),
          eq(changeSets.kind, 'call'),
          eq(changeSets.callId, callId),
        ),
      )
      .for('update', { of: changes });
    const ended: ChangeRow[] = [];
    for (const { change } of rows) {
      if (!(await isMisplaced({ ctx: inner, change, about, mayBe, isCorrected }))) continue;
      if (await mayHaveBeenSent({ ctx: inner, change })) continue;
      await end({ ctx: inner, change });
      ended.push(change);
    }
    for (const changeSetId of new Set(ended.map((change) => change.changeSetId))) {
      await publish({ ctx: inner, event: { type: 'change_set.decided', changeSetId } });
      await audit({ ctx: inner, action: 'change_set.expired', resource: { type: 'change_set', id: changeSetId } });
    }
    return { expired: ended.length };
  });
}

async function isMisplaced({
  ctx,
  change,
  about,
  mayBe,
  isCorrected,
}: {
  ctx: Context;
  change: ChangeRow;
  about: ReadonlySet<string>;
  /** With that. */
  mayBe: ReadonlySet<string>;
  isCorrected: boolean;
}): Promise<boolean> {
  const { action } = change;
  if (action.type === 'create_activity') {
    const places = await placesOf(ctx, action.associatedWith);
    // What was found since is tied to the activity once it stands.
    return isCorrected ? places.symmetricDifference(about).size > 0 : !places.isSubsetOf(mayBe);
  }
  const ends = endsOf(change);
  if (ends.length === 0) return false;
  const places = await placesOf(ctx, ends);
  return action.type === 'dissociate' ? places.isSubsetOf(about) : !places.isSubsetOf(mayBe);
}

/** What may stand in the CRM already is brought to its end first. */
async function mayHaveBeenSent({ ctx, change }: { ctx: ChangeContext; change: ChangeRow }): Promise<boolean> {
  if (change.state !== 'proposed' && change.state !== 'approved') return false;
  const round = await roundOf(ctx, { changeId: change.id, to: 'approved', notFrom: 'applying' });
  return hasBegun(ctx, { target: 'hubspot', key: `change:${change.id}:r${round}` });
}

/** What was approved for the wrong record waits for nobody any more. */
async function end({ ctx, change }: { ctx: ChangeContext; change: ChangeRow }): Promise<void> {
  const isApproved = change.state === 'approved';
  if (isApproved) await moveChange({ ctx, change, to: 'waiting', reason: misplacedReason });
  const left: Pick<ChangeRow, 'id' | 'state'> = isApproved ? { id: change.id, state: 'waiting' } : change;
  await moveChange({ ctx, change: left, to: 'expired', reason: misplacedReason });
}

/** Records that were merged are those that they are now. */
async function placesOf(ctx: Context, references: readonly CrmReference[]): Promise<ReadonlySet<string>> {
  const places = new Set<string>();
  for (const reference of references) places.add(keyOf(await currentReference(ctx, reference)));
  return places;
}

function keyOf({ objectType, externalId }: CrmReference): string {
  return `${objectType}:${externalId}`;
}
