import { z } from 'zod';
import { matchCall } from '#modules/matching';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkflowDependencies } from './workflow-dependencies.ts';

const MatchAgainInput = z.strictObject({ workspaceId: z.string(), callId: z.string(), requestId: z.string() });

/** Looks once more for what a call is about; what is found is announced and followed up. */
export function matchAgain({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'match-again',
    queue: 'follow-ups',
    input: MatchAgainInput,
    run: async ({ run, input }) => {
      const { workspaceId, callId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'match-again' } });
      const { state } = await run.step('match', () => matchCall({ ctx, input: { callId } }));
      return { state };
    },
  });
}
