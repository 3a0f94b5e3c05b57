import type { Crm } from '#contracts';
import { effects } from '#platform/db';
import { and, asc, eq, inArray } from '#platform/sql';
import type { ChangeContext } from '../change-context.ts';
import type { ChangeSetRow } from '../load-change.ts';
import type { ChangeRow } from '../move-change.ts';
import { changeMoveRecords } from '../tables.ts';
import type { JointChange } from './joint-change.ts';

const hourMs = 3_600_000;
const kinds: ReadonlySet<string> = new Set(['set_property', 'create_activity']);

/** Those of which nothing can have been sent yet, and which have not waited too long. */
export async function chooseTogether({
  ctx,
  crm,
  set,
  rows,
}: {
  ctx: ChangeContext;
  crm: Crm;
  set: ChangeSetRow;
  rows: readonly ChangeRow[];
}): Promise<JointChange[]> {
  const candidates = rows.filter(
    ({ state, action }) => (state === 'proposed' || state === 'approved') && kinds.has(action.type),
  );
  if (candidates.length < 2) return [];
  const approvals = await readApprovals(ctx, candidates);
  const joint = candidates.map((change): JointChange & { readonly sinceMs: number } => {
    const given = approvals.get(change.id) ?? [];
    return {
      change,
      key: `change:${change.id}:r${given.length}`,
      approved: change.state === 'approved',
      attemptId: '',
      sinceMs: ctx.clock.now().getTime() - (given.at(-1) ?? set.proposedAt).getTime(),
    };
  });
  const begun = await readBegun({ ctx, target: crm.name, keys: joint.map(({ key }) => key) });
  return joint.filter(
    ({ change, key, sinceMs }) => !begun.has(key) && sinceMs <= change.terms.staleAfterHours * hourMs,
  );
}

/** When each change was sent on its way by a person, in order; a move back from an attempt does not count. */
async function readApprovals(ctx: ChangeContext, candidates: readonly ChangeRow[]): Promise<Map<string, Date[]>> {
  const ids = candidates.map(({ id }) => id);
  const moves = await ctx.db
    .select({ changeId: changeMoveRecords.changeId, from: changeMoveRecords.fromState, at: changeMoveRecords.at })
    .from(changeMoveRecords)
    .where(
      and(
        eq(changeMoveRecords.workspaceId, ctx.workspaceId),
        inArray(changeMoveRecords.changeId, ids),
        eq(changeMoveRecords.toState, 'approved'),
      ),
    )
    .orderBy(asc(changeMoveRecords.at));
  const approvals = new Map<string, Date[]>();
  for (const { changeId, from, at } of moves) {
    if (from === null || from === 'applying') continue;
    approvals.set(changeId, [...(approvals.get(changeId) ?? []), at]);
  }
  return approvals;
}

async function readBegun({
  ctx,
  target,
  keys,
}: {
  ctx: ChangeContext;
  target: string;
  keys: readonly string[];
}): Promise<ReadonlySet<string>> {
  const rows = await ctx.db
    .select({ key: effects.key, state: effects.state })
    .from(effects)
    .where(and(eq(effects.workspaceId, ctx.workspaceId), eq(effects.target, target), inArray(effects.key, [...keys])));
  return new Set(rows.filter(({ state }) => state !== 'intended').map(({ key }) => key));
}
