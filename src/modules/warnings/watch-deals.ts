import { WarningKind } from '#contracts';
import { authorise } from '#modules/access';
import { listDefinitions, listRecords, nextStepFields } from '#modules/crm';
import { getWorkspace } from '#modules/workspaces';
import type { Context } from '#platform/context';
import { eq } from '#platform/sql';
import type { Verdict } from './deal-view.ts';
import { limitsFor } from './limits-for.ts';
import { loadDeals, type Watch } from './load-deals.ts';
import { loadStanding } from './load-standing.ts';
import { isOpen } from './pipeline-of.ts';
import { dealRules } from './rules/deal-rules.ts';
import type { RaisedWarning } from './schema.ts';
import { storeVerdicts } from './store-verdicts.ts';
import { dealWarnings } from './tables.ts';
import type { WatchContext } from './watch-context.ts';

export interface WatchedDeals {
  readonly deals: number;
  readonly raised: readonly RaisedWarning[];
  readonly cleared: readonly string[];
  /** Whether this workspace had never had a warning before. */
  readonly isFirst: boolean;
}

const dealsPerPage = 100;

/**
 * Looks at every open deal of the mirror: raises what holds and did not, clears what holds no more, and says why. What
 * is not known well enough stays as it is. Doing it twice changes nothing.
 */
export async function watchDeals({ ctx }: { ctx: WatchContext }): Promise<WatchedDeals> {
  authorise({ ctx, action: 'warning.track', resource: { type: 'warning', id: null } });
  const watch = await prepare(ctx);
  const isFirst = await hasNone(ctx);
  const seen = new Set<string>();
  const raised: RaisedWarning[] = [];
  const cleared: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listRecords>> = await listRecords({
      ctx,
      input: { objectType: 'deal', limit: dealsPerPage, cursor },
    });
    const deals = page.records.filter((deal) => isOpen({ pipelines: watch.pipelines, deal }));
    const standingOf = await loadStanding({ ctx, recordIds: deals.map(({ recordId }) => recordId) });
    for (const view of await loadDeals({ ...watch, deals })) {
      const { recordId } = view.deal;
      seen.add(recordId);
      const verdicts = new Map(WarningKind.options.map((kind) => [kind, dealRules[kind](view)] as const));
      const stored = await storeVerdicts({ ctx, recordId, standing: standingOf.get(recordId) ?? [], verdicts });
      raised.push(...stored.raised);
      cleared.push(...stored.cleared);
    }
    cursor = page.cursor;
    if (cursor === null) break;
  }
  cleared.push(...(await clearClosed({ ctx, seen })));
  return { deals: seen.size, raised, cleared, isFirst };
}

async function prepare(ctx: WatchContext): Promise<Watch> {
  const workspace = await getWorkspace({ ctx });
  return {
    ctx,
    inForce: limitsFor(workspace.settings),
    stepFields: nextStepFields(ctx.policy.fields.nextSteps),
    pipelines: await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } }),
  };
}

async function hasNone(ctx: Context): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: dealWarnings.id })
    .from(dealWarnings)
    .where(eq(dealWarnings.workspaceId, ctx.workspaceId))
    .limit(1);
  return rows.length === 0;
}

/** A deal that is closed, archived or gone needs no warning any more. */
async function clearClosed({ ctx, seen }: { ctx: Context; seen: ReadonlySet<string> }): Promise<string[]> {
  const standingOf = await loadStanding({ ctx, recordIds: null });
  const cleared: string[] = [];
  const over: Verdict = { holds: false, because: 'The deal is closed, or is not in the CRM any more.' };
  const verdicts = new Map(WarningKind.options.map((kind) => [kind, over] as const));
  for (const [recordId, standing] of standingOf) {
    if (!seen.has(recordId)) cleared.push(...(await storeVerdicts({ ctx, recordId, standing, verdicts })).cleared);
  }
  return cleared;
}
