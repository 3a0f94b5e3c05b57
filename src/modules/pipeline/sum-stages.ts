import type { PipelineView } from '#contracts';
import type { Position } from './position.ts';
import type { Stage } from './stages.ts';

export type Standing = Pick<Position, 'state' | 'stageId' | 'pipelineId' | 'probability' | 'amountMinor' | 'currency'>;

interface Sums {
  count: number;
  amountMinor: number;
  weightedMinor: number;
  withoutAmount: number;
}

/** Number, amount and weighted amount of open deals: of each currency, and of each stage in the order of the CRM. */
export function sumStages({
  positions,
  stages,
}: {
  positions: readonly Standing[];
  stages: ReadonlyMap<string, Stage>;
}): Pick<PipelineView, 'totals' | 'stages'> {
  const open = positions.filter(({ state }) => state === 'open');
  const byCurrency = Map.groupBy(open, ({ currency }) => currency);
  const byStage = Map.groupBy(open, ({ currency, stageId }) => JSON.stringify([currency, stageId]));
  const buckets = [...byStage.values()].flatMap((deals) => {
    const [first] = deals;
    if (first === undefined) return [];
    const stage = first.stageId === null ? undefined : stages.get(first.stageId);
    return [
      {
        place: stage?.place ?? Number.MAX_SAFE_INTEGER,
        bucket: {
          pipeline: stage?.pipeline ?? first.pipelineId ?? 'not known',
          stage: stage?.label ?? first.stageId ?? 'none',
          currency: first.currency,
          ...sumsOf(deals),
        },
      },
    ];
  });
  return {
    totals: [...byCurrency]
      .map(([currency, deals]) => ({ currency, ...sumsOf(deals) }))
      .toSorted((one, other) => (one.currency < other.currency ? -1 : 1)),
    stages: buckets
      .toSorted((one, other) => one.place - other.place || (one.bucket.currency < other.bucket.currency ? -1 : 1))
      .map(({ bucket }) => bucket),
  };
}

/** Each amount is weighted and rounded by itself, so that the stages add up to the total. */
function sumsOf(deals: readonly Standing[]): Sums {
  const sums: Sums = { count: 0, amountMinor: 0, weightedMinor: 0, withoutAmount: 0 };
  for (const { amountMinor, probability } of deals) {
    sums.count += 1;
    sums.amountMinor += amountMinor ?? 0;
    sums.weightedMinor += Math.round((amountMinor ?? 0) * (probability ?? 0));
    sums.withoutAmount += amountMinor === null ? 1 : 0;
  }
  return sums;
}
