import { authorise } from '#modules/access';
import { requireConnection } from '#platform/context';
import { parseInput, SophiaError } from '#platform/errors';
import { and, desc, eq, gte, inArray, lt, type SQL } from '#platform/sql';
import { deciderOf } from './approvers.ts';
import type { ChangeContext, ConnectedChangeContext } from './change-context.ts';
import { loadChange, loadChangeSet } from './load-change.ts';
import type { ChangeRow } from './move-change.ts';
import { UndoChangesInput } from './schema.ts';
import { seenChange } from './seen-change.ts';
import { changes } from './tables.ts';
import { announceUndone } from './undo/announce-undone.ts';
import { undoOne } from './undo/undo-one.ts';
import type { UndoOutcome } from './undo/undo-outcome.ts';

export interface UndoneChanges {
  readonly undone: number;
  readonly refused: number;
  /** Of which something was sent and the answer was lost: they are gone on with by themselves. */
  readonly underWay: number;
  readonly changes: readonly (UndoOutcome & { readonly changeId: string })[];
}

const right = 'change_set.undo';

/**
 * Takes back a field, a set, a day or everything of one rule, newest first. What somebody has touched since stays as
 * it is and is named with who and when. Throws `change.move-not-allowed` where a single change was never written.
 */
export async function undoChanges({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: UndoChangesInput;
}): Promise<UndoneChanges> {
  authorise({ ctx, action: right, resource: { type: 'change_set', id: null } });
  const asked = parseInput({ schema: UndoChangesInput, input, what: 'what is to be undone' });
  if (ctx.dryRun)
    throw new SophiaError('change.move-not-allowed', 'This is a dry run: nothing was written that could be undone.');
  const crm = requireConnection(ctx.connections.crm);
  const chosen = await choose(ctx, asked);
  for (const change of chosen) await deciderOf(ctx, change);
  const results: (UndoOutcome & { changeId: string })[] = [];
  for (const change of chosen) {
    const outcome = await undoOne({ ctx, crm, change, right });
    results.push({ ...outcome, changeId: change.id });
    const isPostponed = outcome.state === 'applied' || outcome.state === 'undoing';
    const status = isPostponed ? 'undo_postponed' : outcome.state;
    ctx.countSync?.({ source: 'sophia', target: crm.name, status, count: 1 });
  }
  await announceUndone({ ctx, chosen, results, right });
  return {
    undone: results.filter(({ state }) => state === 'undone').length,
    refused: results.filter(({ state }) => state === 'undo_refused' || state === 'applied').length,
    underWay: results.filter(({ state }) => state === 'undoing').length,
    changes: results,
  };
}

/** `undo_refused` may be tried again one by one; what an undo left half-way is gone on with. */
async function choose(ctx: ChangeContext, asked: UndoChangesInput): Promise<ChangeRow[]> {
  if ('changeId' in asked) {
    const { change } = await loadChange(ctx, asked.changeId);
    if (change.state === 'applied' || change.state === 'undo_refused' || change.state === 'undoing') return [change];
    throw new SophiaError(
      'change.move-not-allowed',
      `The change ${change.id} is ${change.state}: only what was written can be undone.`,
      { details: { changeId: change.id, state: change.state } },
    );
  }
  if ('changeSetId' in asked) await loadChangeSet(ctx, asked.changeSetId);
  return ctx.db
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.workspaceId, ctx.workspaceId),
        seenChange(ctx),
        inArray(changes.state, ['applied', 'undoing']),
        ...conditionsFor(asked),
      ),
    )
    .orderBy(desc(changes.appliedAt), desc(changes.id));
}

function conditionsFor(asked: Exclude<UndoChangesInput, { changeId: string }>): SQL[] {
  if ('changeSetId' in asked) return [eq(changes.changeSetId, asked.changeSetId)];
  if ('rule' in asked) return [eq(changes.rule, asked.rule)];
  const start = new Date(`${asked.day}T00:00:00Z`);
  const end = new Date(start.getTime() + 86_400_000);
  return [gte(changes.appliedAt, start), lt(changes.appliedAt, end)];
}
