import { authorise } from '#modules/access';
import { requireConnection } from '#platform/context';
import { parseInput } from '#platform/errors';
import type { ConnectedChangeContext } from './change-context.ts';
import { loadChange } from './load-change.ts';
import { FinishUndoInput } from './schema.ts';
import { announceUndone } from './undo/announce-undone.ts';
import { scheduleAgain, undoOne } from './undo/undo-one.ts';

const right = 'change_set.apply';

/**
 * Goes on with an undo that was left under way, because an answer of the CRM was lost or the process died. Returns where
 * the change stands; `undoing` where it is gone on with later: nothing is sent in a dry run, or where no CRM is connected.
 */
export async function finishUndo({
  ctx,
  input,
}: {
  ctx: ConnectedChangeContext;
  input: FinishUndoInput;
}): Promise<{ state: string }> {
  authorise({ ctx, action: right, resource: { type: 'change', id: input.changeId } });
  const { changeId } = parseInput({ schema: FinishUndoInput, input, what: 'the undo to go on with' });
  const { change } = await loadChange(ctx, changeId);
  if (change.state !== 'undoing') return { state: change.state };
  if (ctx.dryRun || ctx.connections.crm.state === 'off') {
    await scheduleAgain({ ctx, changeId });
    return { state: change.state };
  }
  const crm = requireConnection(ctx.connections.crm);
  const outcome = await undoOne({ ctx, crm, change, right, goesOn: true });
  const status = outcome.state === 'undoing' ? 'undo_postponed' : outcome.state;
  ctx.countSync?.({ source: 'sophia', target: crm.name, status, count: 1 });
  await announceUndone({ ctx, chosen: [change], results: [{ ...outcome, changeId }], right });
  return { state: outcome.state };
}
