import { z } from 'zod';
import { settlePromises } from '#modules/commitments';
import { listContradictions, listRecordsToReview, reviewContradictions } from '#modules/contradictions';
import { syncActivities } from '#modules/crm';
import { readSyncCursor } from '#modules/intake';
import { countUnfinishedHistory } from '#modules/ledger';
import { requestNotification } from '#modules/notifications';
import { type RaisedWarning, type WatchedDeals, watchDeals as watchAllDeals } from '#modules/warnings';
import { moveWork } from '#platform/due-work';
import { type AnyWorkflow, defineWorkflow, type WorkflowRun } from '#platform/workflow';
import { tellContradictions } from './tell-contradictions.ts';
import type { WorkContext, WorkflowDependencies } from './workflow-dependencies.ts';

const WatchDealsInput = z.strictObject({ workspaceId: z.string(), requestId: z.string() });

const attempts = 3;
/** What is still not read then is read at the next look. */
const mostPages = 60;
const recentMs = 15 * 24 * 3_600_000;
const mostOpen = 500;
const lookAgainMs = 5 * 60_000;

/**
 * Looks at all open deals: reads their activities, raises and clears warnings, and tells of the new ones that are more
 * than a remark; promises that were kept by what was done are settled. While history is being taken in nothing is concluded: a call that is not here yet is no silence.
 */
export function watchDeals({ contextFor }: WorkflowDependencies): AnyWorkflow {
  return defineWorkflow({
    name: 'watch-deals',
    queue: 'upkeep',
    input: WatchDealsInput,
    run: async ({ run, input }) => {
      const ctx = contextFor({ ...input, actor: { type: 'schedule', name: 'watch-deals' } });
      if (!(await run.step('await-history', () => isHistoryIn(ctx)))) return { state: 'awaits_history' };
      await readActivities({ run, ctx });
      const watched = await run.step({ name: 'watch', maxAttempts: attempts }, () => watch(ctx));
      const told = await run.step({ name: 'tell', maxAttempts: attempts }, () => tell({ ctx, watched }));
      await run.step({ name: 'review-contradictions', maxAttempts: attempts }, () => reviewRecent(ctx));
      await run.step({ name: 'settle-promises', maxAttempts: attempts }, async () => ({
        settled: [...(await settlePromises({ ctx })).settled],
      }));
      return { state: 'watched', deals: watched.deals, raised: watched.raised.length, cleared: watched.cleared, told };
    },
  });
}

async function isHistoryIn(ctx: WorkContext): Promise<boolean> {
  if (ctx.connections.calls.state === 'off') return true;
  const place = await readSyncCursor({ ctx, input: { source: ctx.connections.calls.client.name, stream: 'calls' } });
  if (place !== null && (await countUnfinishedHistory({ ctx })) === 0) return true;
  const dueAt = new Date(ctx.clock.now().getTime() + lookAgainMs);
  await moveWork({ ctx, kind: 'watch-deals', subject: 'all', dueAt });
  return false;
}

/** Where the CRM does not let its activities be read, deals are looked at without: the rules know what they do not know. */
async function readActivities({ run, ctx }: { run: WorkflowRun; ctx: WorkContext }): Promise<void> {
  if (ctx.connections.crm.state === 'off') return;
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const { done } = await run.step({ name: `read-activities-${page}`, maxAttempts: attempts }, async () => ({
        ...(await syncActivities({ ctx })),
      }));
      if (done) return;
    }
  } catch (error) {
    ctx.log.warn({ err: error }, 'The activities of deals could not be read');
  }
}

interface Watched {
  readonly deals: number;
  readonly raised: readonly RaisedWarning[];
  readonly cleared: number;
  readonly isFirst: boolean;
}

async function watch(ctx: WorkContext): Promise<{ [Key in keyof Watched]: Watched[Key] }> {
  const { deals, raised, cleared, isFirst }: WatchedDeals = await watchAllDeals({ ctx });
  return { deals, raised: raised.map((warning) => ({ ...warning })), cleared: cleared.length, isFirst };
}

/** A step that stands for days, a change that no event told of: what calls of the last weeks said is looked at again. */
async function reviewRecent(ctx: WorkContext): Promise<{ found: number; cleared: number; told: number }> {
  const since = new Date(ctx.clock.now().getTime() - recentMs);
  const { recordIds } = await listRecordsToReview({ ctx, input: { since } });
  const { found, cleared } = await reviewContradictions({ ctx, input: { recordIds } });
  const { contradictions } = await listContradictions({
    ctx,
    input: { state: 'open', recordId: null, foundSince: since, limit: mostOpen },
  });
  const contradictionIds = contradictions.map(({ contradictionId }) => contradictionId);
  const told = await tellContradictions({ ctx, contradictionIds });
  return { found: found.length, cleared: cleared.length, told };
}

/** At the first look, when all that has gathered is new, only the worst is told. */
async function tell({ ctx, watched }: { ctx: WorkContext; watched: Watched }): Promise<number> {
  if (ctx.connections.chat.state === 'off') return 0;
  const worth = watched.raised.filter(
    ({ severity }) => severity === 'high' || (severity === 'medium' && !watched.isFirst),
  );
  for (const { warningId, recordId, severity } of worth) {
    await requestNotification({
      ctx,
      input: { kind: 'risk_warning', key: `risk_warning:${warningId}`, severity, subject: { warningId, recordId } },
    });
  }
  return worth.length;
}
