import { z } from 'zod';
import { notePolicyEdit as noteEdit } from '#modules/changesets';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkflowDependencies } from './workflow-dependencies.ts';

const NotePolicyEditInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;

/** Looks whether somebody has edited the policy by hand, which nothing else tells. */
export function notePolicyEdit({ contextFor }: Pick<WorkflowDependencies, 'contextFor'>): AnyWorkflow {
  return defineWorkflow({
    name: 'note-policy-edit',
    queue: 'upkeep',
    input: NotePolicyEditInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'note-policy-edit' } });
      return run.step({ name: 'look', maxAttempts: attempts }, () => noteEdit({ ctx }));
    },
  });
}
