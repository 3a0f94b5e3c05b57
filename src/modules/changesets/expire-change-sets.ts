import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { transact } from '#platform/db';
import { publish } from '#platform/events';
import { and, eq, inArray, max } from '#platform/sql';
import type { ChangeContext } from './change-context.ts';
import { type ChangeRow, moveChange } from './move-change.ts';
import { changeMoveRecords, changeSets, changes } from './tables.ts';

const hourMs = 3_600_000;

export interface ExpiredChangeSets {
  /** The ids of the changes that nobody answered: no. */
  readonly expired: readonly string[];
  /** What somebody should be reminded of, once a set. */
  readonly remind: readonly { readonly changeSetId: string; readonly changeIds: readonly string[] }[];
}

/** Ends what was asked about and not answered in time, and says of what the approvers should be reminded. */
export async function expireChangeSets({ ctx }: { ctx: ChangeContext }): Promise<ExpiredChangeSets> {
  authorise({ ctx, action: 'change_set.apply', resource: { type: 'change_set', id: null } });
  return transact({ ctx }, async (inner) => {
    const nowMs = inner.clock.now().getTime();
    const waiting = await listWaiting(inner);
    const late = waiting.filter(
      ({ change, askedAt }) => nowMs >= askedAt.getTime() + change.terms.expireAfterHours * hourMs,
    );
    for (const { change } of late) {
      const reason = `Nobody answered within ${change.terms.expireAfterHours} hours, which is a no.`;
      await moveChange({ ctx: inner, change, to: 'expired', reason });
    }
    const expiredSets = new Set(late.map(({ change }) => change.changeSetId));
    for (const changeSetId of expiredSets) {
      await publish({ ctx: inner, event: { type: 'change_set.decided', changeSetId } });
      await audit({ ctx: inner, action: 'change_set.expired', resource: { type: 'change_set', id: changeSetId } });
    }
    const due = waiting.filter(
      (item) =>
        !late.includes(item) &&
        item.remindedAt === null &&
        nowMs >= item.askedAt.getTime() + item.change.terms.remindAfterHours * hourMs,
    );
    const remind = [...Map.groupBy(due, ({ change }) => change.changeSetId)].map(([changeSetId, items]) => ({
      changeSetId,
      changeIds: items.map(({ change }) => change.id),
    }));
    await noteReminders({ ctx: inner, changeSetIds: remind.map(({ changeSetId }) => changeSetId) });
    return { expired: late.map(({ change }) => change.id), remind };
  });
}

interface Waiting {
  readonly change: ChangeRow;
  readonly askedAt: Date;
  readonly remindedAt: Date | null;
}

async function listWaiting(ctx: ChangeContext): Promise<Waiting[]> {
  const rows = await ctx.db
    .select({ change: changes, set: changeSets })
    .from(changes)
    .innerJoin(changeSets, eq(changeSets.id, changes.changeSetId))
    .where(and(eq(changes.workspaceId, ctx.workspaceId), eq(changes.state, 'waiting')));
  if (rows.length === 0) return [];
  const asked = await ctx.db
    .select({ changeId: changeMoveRecords.changeId, at: max(changeMoveRecords.at) })
    .from(changeMoveRecords)
    .where(
      and(
        eq(changeMoveRecords.workspaceId, ctx.workspaceId),
        eq(changeMoveRecords.toState, 'waiting'),
        inArray(
          changeMoveRecords.changeId,
          rows.map(({ change }) => change.id),
        ),
      ),
    )
    .groupBy(changeMoveRecords.changeId);
  const times = new Map(asked.map(({ changeId, at }) => [changeId, at]));
  return rows.map(({ change, set }) => ({
    change,
    askedAt: times.get(change.id) ?? set.proposedAt,
    remindedAt: set.remindedAt,
  }));
}

async function noteReminders({ ctx, changeSetIds }: { ctx: ChangeContext; changeSetIds: string[] }): Promise<void> {
  if (changeSetIds.length === 0) return;
  await ctx.db
    .update(changeSets)
    .set({ remindedAt: ctx.clock.now() })
    .where(and(eq(changeSets.workspaceId, ctx.workspaceId), inArray(changeSets.id, changeSetIds)));
}
