import { z } from 'zod';
import { sendDigest as requestDigest } from '#modules/notifications';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkflowDependencies } from './workflow-dependencies.ts';

const SendDigestInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

/** Asks for the digest of the day; a day that was missed is not made up for. */
export function sendDigest({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'send-digest',
    queue: 'follow-ups',
    input: SendDigestInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'send-digest' } });
      return run.step('request', () => requestDigest({ ctx }));
    },
  });
}
