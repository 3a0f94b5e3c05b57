import { z } from 'zod';
import { embedPending, indexPending, repairSearch, repairStore, syncStore, warmSearch } from '#modules/search';
import { scheduleOnce } from '#platform/due-work';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const IndexSearchInput = z.strictObject({ workspaceId: z.string(), requestId: z.string(), repair: z.boolean() });

/** So few at once that others come to the database between. */
const subjectsPerStep = 20;
const chunksPerStep = 96;
const entriesPerStep = 500;
/** What is left then goes on as another run, so that no run grows without end. */
const mostSteps = 100;

type Retry = { readonly problem: string | null; readonly retryAt: string | null };

/**
 * Indexes for search what was noted, a few calls or records to a step, gives it vectors, and brings the store in step.
 * With `repair` it first notes what was never indexed or has changed unnoticed, and compares the store entry by entry.
 * Where a provider or the store fails, the rest is done, and that is tried again later.
 */
export function indexSearch({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'index-search',
    queue: 'search',
    input: IndexSearchInput,
    run: async ({ run, input }) => {
      const { workspaceId, requestId, repair } = input;
      const ctx = contextFor({ workspaceId, requestId, actor: { type: 'schedule', name: 'index-search' } });
      const noted = repair
        ? (await run.step({ name: 'repair', maxAttempts: 3 }, () => repairSearch({ ctx, input: { what: 'drift' } })))
            .noted
        : 0;
      const indexed = await indexSteps({ run, ctx });
      const embedded = await embedSteps({ run, ctx });
      if (repair)
        await run.step({ name: 'repair-store', maxAttempts: 3 }, async () => ({ ...(await repairStore({ ctx })) }));
      const stored = await storeSteps({ run, ctx });
      const retries = [embedded, stored].flatMap(({ retryAt }) => (retryAt === null ? [] : [retryAt]));
      if (indexed.more || embedded.more || stored.more) {
        await run.step('go-on', async () => {
          await scheduleOnce({ ctx, kind: 'index-search', subject: 'all', dueAt: ctx.clock.now() });
          return null;
        });
      }
      const [retryAt] = retries.sort();
      if (retryAt !== undefined) {
        await run.step('try-again', async () => {
          await scheduleOnce({ ctx, kind: 'index-search', subject: 'vectors', dueAt: new Date(retryAt) });
          return null;
        });
      }
      if (repair) await warmProcess(ctx);
      const { subjects, chunks, failed } = indexed;
      return { noted, subjects, chunks, failed, embedded: embedded.count, sent: stored.count };
    },
  });
}

/** No step: it is the memory of this very process, so that its first question need not wait. */
async function warmProcess(ctx: WorkContext): Promise<void> {
  try {
    await warmSearch({ ctx });
  } catch (error) {
    ctx.log.warn({ err: error }, 'What is searched could not be read before the first question');
  }
}

interface Steps {
  readonly run: WorkflowRun;
  readonly ctx: WorkContext;
}

async function indexSteps({ run, ctx }: Steps) {
  const total = { subjects: 0, chunks: 0, failed: 0 };
  for (let step = 1; step <= mostSteps; step += 1) {
    const done = await run.step({ name: `index-${step}`, maxAttempts: 3 }, async () => ({
      ...(await indexPending({ ctx, input: { limit: subjectsPerStep } })),
    }));
    total.subjects += done.subjects;
    total.chunks += done.chunks;
    total.failed += done.failed;
    if (!done.more) return { ...total, more: false };
  }
  return { ...total, more: true };
}

async function embedSteps({ run, ctx }: Steps): Promise<Retry & { readonly count: number; readonly more: boolean }> {
  let count = 0;
  for (let step = 1; step <= mostSteps; step += 1) {
    const done = await run.step({ name: `embed-${step}`, maxAttempts: 3 }, async () => {
      const { chunks, problem, retryAt, more } = await embedPending({ ctx, input: { limit: chunksPerStep } });
      return { chunks, problem, retryAt: retryAt?.toISOString() ?? null, more };
    });
    count += done.chunks;
    if (!done.more) return { ...done, count };
  }
  return { problem: null, retryAt: null, count, more: true };
}

async function storeSteps({ run, ctx }: Steps): Promise<Retry & { readonly count: number; readonly more: boolean }> {
  let count = 0;
  for (let step = 1; step <= mostSteps; step += 1) {
    const done = await run.step({ name: `store-${step}`, maxAttempts: 3 }, async () => {
      const { sent, problem, retryAt, more } = await syncStore({ ctx, input: { limit: entriesPerStep } });
      return { sent, problem, retryAt: retryAt?.toISOString() ?? null, more };
    });
    count += done.sent;
    if (!done.more) return { ...done, count };
  }
  return { problem: null, retryAt: null, count, more: true };
}
