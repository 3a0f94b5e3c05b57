import { z } from 'zod';
import { proposeDuplicate, withdrawMerges } from '#modules/changesets';
import { ComparedType, findDuplicates, listDuplicates } from '#modules/crm';
import { requestNotification } from '#modules/notifications';
import { moveWork } from '#platform/due-work';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import { isCrmMirrored } from './is-crm-mirrored.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const ProposeMergesInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;
/** By itself only what is nearly sure is asked about, and only so many at a time; the rest is for `sophia duplicates`. */
const leastConfidence = 0.8;
const mostWaiting = 5;
const lookAgainMs = 5 * 60_000;
const largestPage = 200;

/**
 * Looks for records of the CRM that seem to be one, and asks about the surest. Nobody is merged without a person's
 * word, and a pair is asked about by itself once.
 */
export function proposeMerges({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'propose-merges',
    queue: 'upkeep',
    input: ProposeMergesInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'propose-merges' } });
      if (!(await run.step('await-mirror', () => isMirrored(ctx)))) return { state: 'awaits_mirror', proposed: 0 };
      for (const objectType of ComparedType.options) {
        await run.step({ name: `find-${objectType}`, maxAttempts: attempts }, async () => ({
          ...(await findDuplicates({ ctx, input: { objectType } })),
        }));
      }
      await run.step({ name: 'withdraw', maxAttempts: attempts }, () => withdrawMerges({ ctx }));
      const duplicateIds = await run.step('choose', () => choose(ctx));
      let proposed = 0;
      for (const duplicateId of duplicateIds) {
        const changeSetId = await run.step({ name: `propose-${duplicateId}`, maxAttempts: attempts }, () =>
          propose({ ctx, duplicateId }),
        );
        if (changeSetId === null) continue;
        proposed += 1;
        await run.step({ name: `ask-${duplicateId}`, maxAttempts: attempts }, () => ask({ ctx, changeSetId }));
      }
      return { state: 'looked', proposed };
    },
  });
}

/** What is not read yet may lack the very record that tells two apart. */
async function isMirrored(ctx: WorkContext): Promise<boolean> {
  if (ctx.connections.crm.state === 'off') return false;
  if (await isCrmMirrored(ctx)) return true;
  const dueAt = new Date(ctx.clock.now().getTime() + lookAgainMs);
  await moveWork({ ctx, kind: 'propose-merges', subject: 'all', dueAt });
  return false;
}

async function choose(ctx: WorkContext): Promise<string[]> {
  const open = await listDuplicates({ ctx, input: { objectType: null, state: 'proposed', limit: largestPage } });
  const room = mostWaiting - open.length;
  if (room <= 0) return [];
  const found = await listDuplicates({
    ctx,
    input: { objectType: null, state: 'found', limit: room, leastConfidence, neverProposed: true },
  });
  return found.map(({ duplicateId }) => duplicateId);
}

/** Null where the policy, or a change that says the same, leaves nothing to ask about. */
async function propose({ ctx, duplicateId }: { ctx: WorkContext; duplicateId: string }): Promise<string | null> {
  const { changes, changeSetId } = await proposeDuplicate({ ctx, input: { reference: duplicateId, keep: null } });
  return changes.some(({ state }) => state === 'waiting') ? changeSetId : null;
}

async function ask({ ctx, changeSetId }: { ctx: WorkContext; changeSetId: string }): Promise<null> {
  if (ctx.connections.chat.state === 'off') return null;
  await requestNotification({
    ctx,
    input: {
      kind: 'approval_request',
      key: `approval_request:${changeSetId}`,
      severity: 'medium',
      subject: { changeSetId },
    },
  });
  return null;
}
