import { type CrmPipeline, type LimitsDifference, type LimitsTrial, TryLimitsInput } from '#contracts';
import { authorise } from '#modules/access';
import { type CrmRecordRow, listDefinitions, listRecords, nextStepFields } from '#modules/crm';
import { getWorkspace, partOf, versionOf } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { type ComparedKind, compareLimits } from './compare-limits.ts';
import { limitedKinds } from './limited-kinds.ts';
import { type LimitsInForce, limitsFor } from './limits-for.ts';
import { loadFacts } from './load-facts.ts';
import { isOpen } from './pipeline-of.ts';
import { warningNames } from './warning-names.ts';
import type { WatchContext } from './watch-context.ts';

const dayMs = 86_400_000;
const dealsPerPage = 100;
const mostDifferences = 500;

/** Once the signal ends, nobody waits for the answer any more. */
type TrialContext = WatchContext & { readonly signal?: AbortSignal };

interface ComparedDeal {
  readonly kinds: readonly ComparedKind[];
  readonly isUnread: boolean;
}

interface Trial {
  readonly ctx: TrialContext;
  /** From the oldest to now. */
  readonly moments: readonly Date[];
  readonly pipelines: readonly CrmPipeline[];
  readonly stepFields: readonly string[];
  readonly before: LimitsInForce;
  readonly after: LimitsInForce;
}

/**
 * What a draft of the limits would have warned of, today and on each of the days before, beside the limits in force: by
 * the data that are there. Nothing is raised, cleared or told. Ends with the signal of its context.
 */
export async function tryLimits({ ctx, input }: Verb<TryLimitsInput> & { ctx: TrialContext }): Promise<LimitsTrial> {
  authorise({ ctx, action: 'warning.preview', resource: { type: 'warning', id: null } });
  const { days, ...draft } = parseInput({ schema: TryLimitsInput, input, what: 'limits to try' });
  const { settings } = await getWorkspace({ ctx });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  const now = ctx.clock.now().getTime();
  const moments = Array.from({ length: days + 1 }, (_, place) => new Date(now - (days - place) * dayMs));
  const compared = await compareDeals({
    ctx,
    moments,
    pipelines,
    stepFields: nextStepFields(ctx.policy.fields.nextSteps),
    before: limitsFor(settings),
    after: limitsFor(draft),
  });
  const stages = new Set(pipelines.flatMap((pipeline) => pipeline.stages.map(({ externalId }) => externalId)));
  const differences = compared.flatMap(({ kinds }) => kinds.flatMap((kind) => kind.differences)).sort(latestFirst);
  return {
    replaces: versionOf(partOf('limits', settings)),
    days,
    deals: compared.length,
    unread: compared.filter(({ isUnread }) => isUnread).length,
    kinds: limitedKinds.map((kind) => countKind({ kind, compared })),
    unknownStages: Object.keys(draft.dealLimits ?? {}).filter((stageId) => !stages.has(stageId)),
    differences: differences.slice(0, mostDifferences),
    leftOut: Math.max(0, differences.length - mostDifferences),
  };
}

async function compareDeals(trial: Trial): Promise<ComparedDeal[]> {
  const { ctx } = trial;
  const compared: ComparedDeal[] = [];
  const since = spanOf(trial).since.toISOString();
  /** Closed and touched by nobody since the first day: it was open on none of them. */
  function isAsked(deal: CrmRecordRow): boolean {
    return isOpen({ pipelines: trial.pipelines, deal }) || deal.updatedAt >= since;
  }
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listRecords>> = await listRecords({
      ctx,
      input: { objectType: 'deal', limit: dealsPerPage, cursor },
    });
    ctx.signal?.throwIfAborted();
    for (const facts of await loadFacts({ ...spanOf(trial), ctx, deals: page.records.filter(isAsked) })) {
      ctx.signal?.throwIfAborted();
      const kinds = compareLimits({ facts, ...trial });
      if (kinds !== null) compared.push({ kinds, isUnread: facts.activities === null });
    }
    cursor = page.cursor;
    if (cursor === null) return compared;
  }
}

/** The days of which meetings count, for whichever of the limits looks further ahead. */
function spanOf({ ctx, moments, before, after }: Trial): { since: Date; until: Date } {
  const [since = ctx.clock.now()] = moments;
  const aheadDays = Math.max(before.limits.nextStepWithinDays, after.limits.nextStepWithinDays);
  return { since, until: new Date((moments.at(-1) ?? since).getTime() + aheadDays * dayMs) };
}

function countKind({
  kind,
  compared,
}: {
  kind: ComparedKind['kind'];
  compared: readonly ComparedDeal[];
}): LimitsTrial['kinds'][number] {
  const ofKind = compared.flatMap(({ kinds }) => kinds.filter((one) => one.kind === kind));
  return {
    kind,
    title: warningNames[kind],
    before: countSide(ofKind.map(({ before }) => before)),
    after: countSide(ofKind.map(({ after }) => after)),
  };
}

function countSide(sides: readonly ComparedKind['before'][]): LimitsTrial['kinds'][number]['before'] {
  return { deals: sides.filter(({ ever }) => ever).length, today: sides.filter(({ today }) => today).length };
}

function latestFirst(first: LimitsDifference, second: LimitsDifference): number {
  if (first.lastDay !== second.lastDay) return first.lastDay < second.lastDay ? 1 : -1;
  return (first.deal ?? '').localeCompare(second.deal ?? '');
}
