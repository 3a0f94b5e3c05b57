import { z } from 'zod';
import { type ConnectedChangeContext, expireChangeSets } from '#modules/changesets';
import type { Actor } from '#platform/context';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import { askAgain } from './ask-again.ts';

export interface ExpireApprovalsDependencies {
  readonly contextFor: (options: { workspaceId: string; requestId: string; actor: Actor }) => ConnectedChangeContext;
  /** Tells the approvers of a set once that it waits for them. */
  readonly remind: (reminder: {
    readonly ctx: ConnectedChangeContext;
    readonly changeSetId: string;
    readonly changeIds: readonly string[];
  }) => Promise<void>;
}

const ExpireApprovalsInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;

/** Ends what nobody has answered in time, asks about what it leaves open, and reminds of what is still waiting. */
export function expireApprovals({ contextFor, remind }: ExpireApprovalsDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'expire-approvals',
    queue: 'upkeep',
    input: ExpireApprovalsInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'expire-approvals' } });
      const { expired, remind: due } = await run.step({ name: 'expire', maxAttempts: attempts }, () =>
        expireChangeSets({ ctx }),
      );
      for (const { changeSetId, changeIds } of due) {
        await run.step({ name: `remind-${changeSetId}`, maxAttempts: attempts }, async () => {
          await remind({ ctx, changeSetId, changeIds });
          return null;
        });
      }
      if (expired.length > 0) {
        await run.step({ name: 'ask-again', maxAttempts: attempts }, () => askAgain({ ctx, changeIds: expired }));
      }
      return { expired: expired.length, reminded: due.length };
    },
  });
}
