import { z } from 'zod';
import { CrmRecordType } from '#contracts';
import { type ConnectedChangeContext, getChangeSet } from '#modules/changesets';
import { reopenByUndo } from '#modules/contradictions';
import { refreshRecords, syncDefinitions } from '#modules/crm';
import type { Actor } from '#platform/context';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { ApplyChangeSetDependencies } from './apply-change-set.ts';
import { askAgain } from './ask-again.ts';
import { mirroredProperties } from './mirrored-properties.ts';

const FollowUndoInput = z.strictObject({ workspaceId: z.string(), changeSetId: z.string(), requestId: z.string() });

const attempts = 3;
const actor: Actor = { type: 'system', component: 'follow-undo' };

/**
 * After a setup was taken back, the mirror reads what is left of it: nothing is planned into a property that is gone.
 * After a value was, the contradiction that it had settled is open again, and the owner of the record is asked.
 */
export function followUndo({ contextFor }: Pick<ApplyChangeSetDependencies, 'contextFor'>): AnyWorkflow {
  return defineWorkflow({
    name: 'follow-undo',
    queue: 'syncs',
    input: FollowUndoInput,
    run: async ({ run, input }) => {
      const { workspaceId, changeSetId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor });
      const kind = await run.step('look', async () => (await getChangeSet({ ctx, input: { changeSetId } })).kind);
      if (ctx.connections.crm.state === 'off') return { state: 'nothing' };
      if (kind === 'setup') {
        await run.step({ name: 'read-definitions', maxAttempts: attempts }, async () => {
          await syncDefinitions({ ctx });
          return null;
        });
        return { state: 'read' };
      }
      const { changeIds } = await run.step({ name: 'reopen', maxAttempts: attempts }, () =>
        reopen({ ctx, changeSetId }),
      );
      const told = await run.step({ name: 'tell', maxAttempts: attempts }, () => askAgain({ ctx, changeIds }));
      return { state: 'looked', told };
    },
  });
}

/** The mirror first: held against the value that was taken back, the contradiction would be cleared at once. */
async function reopen({
  ctx,
  changeSetId,
}: {
  ctx: ConnectedChangeContext;
  changeSetId: string;
}): Promise<{ changeIds: string[] }> {
  const { changes } = await getChangeSet({ ctx, input: { changeSetId } });
  const undone = changes.filter(({ action, state }) => action.type === 'set_property' && state === 'undone');
  for (const objectType of CrmRecordType.options) {
    const targets = undone.flatMap(({ target }) => (target?.objectType === objectType ? [target.externalId] : []));
    if (targets.length === 0) continue;
    const properties = await mirroredProperties({ ctx, objectType });
    await refreshRecords({ ctx, input: { objectType, externalIds: [...new Set(targets)], properties } });
  }
  await reopenByUndo({ ctx, input: { changeSetId } });
  return { changeIds: undone.map(({ changeId }) => changeId) };
}
