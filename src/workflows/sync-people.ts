import { z } from 'zod';
import { syncChatDirectory } from '#modules/notifications';
import { syncPeople as syncEverybody } from '#modules/people';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkflowDependencies } from './workflow-dependencies.ts';

const SyncPeopleInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

/** Reads who our people are in each system, and which channels the chat has. */
export function syncPeople({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'sync-people',
    queue: 'syncs',
    input: SyncPeopleInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'sync-people' } });
      const counts = await run.step({ name: 'people', maxAttempts: 3 }, () => syncEverybody({ ctx }));
      if (ctx.connections.chat.state === 'on') {
        await run.step({ name: 'directory', maxAttempts: 3 }, async () => {
          await syncChatDirectory({ ctx });
          return null;
        });
      }
      return counts;
    },
  });
}
