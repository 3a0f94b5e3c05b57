import { z } from 'zod';
import { type ConnectedChangeContext, finishUndo as goOn } from '#modules/changesets';
import type { Actor } from '#platform/context';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';

const FinishUndoInput = z.strictObject({ workspaceId: z.string(), changeId: z.string(), requestId: z.string() });

/** Goes on with an undo whose answer was lost, or whose process died. */
export function finishUndo({
  contextFor,
}: {
  readonly contextFor: (options: { workspaceId: string; requestId: string; actor: Actor }) => ConnectedChangeContext;
}): AnyWorkflow {
  return defineWorkflow({
    name: 'finish-undo',
    queue: 'hubspot',
    input: FinishUndoInput,
    run: async ({ run, input }) => {
      const { workspaceId, changeId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'system', component: 'finish-undo' } });
      return run.step({ name: 'finish', maxAttempts: 3 }, () => goOn({ ctx, input: { changeId } }));
    },
  });
}
