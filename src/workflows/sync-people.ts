import { z } from 'zod';
import { saveSyncCursor, saveSyncProblem } from '#modules/intake';
import { syncChatDirectory } from '#modules/notifications';
import { syncPeople as syncEverybody } from '#modules/people';
import { moveWork } from '#platform/due-work';
import { SophiaError } from '#platform/errors';
import { type AnyWorkflow, defineWorkflow } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const SyncPeopleInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

/** The next look by itself comes in a day: too late where a system did not answer, or somebody has mended its key. */
const soonMs = 10 * 60_000;
const laterMs = 3_600_000;

/** Reads who our people are in each system, and which channels the chat has. A system that refuses is named at its stream. */
export function syncPeople({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'sync-people',
    queue: 'syncs',
    input: SyncPeopleInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'sync-people' } });
      const counts = await run.step({ name: 'people', maxAttempts: 3 }, () => readPeople(ctx));
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

async function readPeople(ctx: WorkContext): Promise<{ listed: number; added: number; joined: number }> {
  const { readings, ...counts } = await syncEverybody({ ctx }).catch(async (error: unknown) => {
    if (error instanceof SophiaError && error.entry.retryable) await lookAgain(ctx, soonMs);
    throw error;
  });
  for (const { source, listed, problem } of readings) {
    const place = { source, stream: 'people' };
    await (problem === null
      ? saveSyncCursor({ ctx, input: { ...place, position: {}, count: listed } })
      : saveSyncProblem({ ctx, input: { ...place, problem } }));
  }
  if (readings.some(({ problem }) => problem !== null)) await lookAgain(ctx, laterMs);
  return counts;
}

async function lookAgain(ctx: WorkContext, afterMs: number): Promise<void> {
  const dueAt = new Date(ctx.clock.now().getTime() + afterMs);
  await moveWork({ ctx, kind: 'sync-people', subject: 'all', dueAt });
}
