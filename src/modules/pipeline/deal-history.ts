import { dayOfText } from './days.ts';
import { minorUnitsOf } from './minor-units.ts';
import { isSamePosition, type Position, type PositionRun } from './position.ts';
import type { Stage } from './stages.ts';

export const trackedProperties = ['dealstage', 'amount', 'closedate', 'pipeline', 'hubspot_owner_id'] as const;
export type TrackedProperty = (typeof trackedProperties)[number];

/** A deal of the mirror with the days on which its values changed. */
export interface DealHistory {
  readonly recordId: string;
  readonly createdDay: string;
  /** The first day on which it is not there any more: archived, vanished or merged. Null while it is. */
  readonly goneFrom: string | null;
  /** Upper case; the workspace's own where the deal names none. */
  readonly currency: string;
  readonly now: Readonly<Record<TrackedProperty, string | null>>;
  /** The oldest first. */
  readonly changes: Readonly<Partial<Record<TrackedProperty, readonly DatedValue[]>>>;
}

export interface DatedValue {
  readonly day: string;
  readonly value: string | null;
}

export function hasStageHistory({ changes }: DealHistory): boolean {
  return (changes.dealstage ?? []).length > 0;
}

/** What the deal was at the end of each day from the first to the last, as runs of days that are alike. */
export function runsOver({
  deal,
  stages,
  first,
  last,
}: {
  deal: DealHistory;
  stages: ReadonlyMap<string, Stage>;
  first: string;
  last: string;
}): PositionRun[] {
  const runs: PositionRun[] = [];
  let open: { fromDay: string; position: Position } | null = null;
  for (const day of turningDays({ deal, first, last })) {
    const position = positionAt({ deal, stages, day, isLast: day === last });
    if (open !== null && position !== null && isSamePosition(open.position, position)) continue;
    if (open !== null) runs.push({ ...open, untilDay: day });
    open = position === null ? null : { fromDay: day, position };
  }
  return open === null ? runs : [...runs, { ...open, untilDay: null }];
}

/** The days on which it may be something else than the day before; the last one always, since it may stand without history. */
function turningDays({ deal, first, last }: { deal: DealHistory; first: string; last: string }): string[] {
  const days = trackedProperties.flatMap((property) => (deal.changes[property] ?? []).map(({ day }) => day));
  const all = [first, last, deal.createdDay, ...(deal.goneFrom === null ? [] : [deal.goneFrom]), ...days];
  return [...new Set(all)].filter((day) => day >= first && day <= last).sort();
}

/** Null where it was not there. A stage without history is known for the last day alone: nothing is guessed backward. */
function positionAt({
  deal,
  stages,
  day,
  isLast,
}: {
  deal: DealHistory;
  stages: ReadonlyMap<string, Stage>;
  day: string;
  isLast: boolean;
}): Position | null {
  if (day < deal.createdDay || (deal.goneFrom !== null && day >= deal.goneFrom)) return null;
  const hasStages = hasStageHistory(deal);
  if (!hasStages && !isLast) return null;
  const stageId = valueAt({ deal, property: 'dealstage', day });
  if (hasStages && stageId === null) return null;
  const values = {
    stageId,
    pipeline: valueAt({ deal, property: 'pipeline', day }),
    amount: valueAt({ deal, property: 'amount', day }),
    closeDate: valueAt({ deal, property: 'closedate', day }),
    ownerId: valueAt({ deal, property: 'hubspot_owner_id', day }),
    currency: deal.currency,
  };
  return { ...standingOf({ values, stages }), stageSince: stageSince({ deal, day }) };
}

export interface StandingValues {
  readonly stageId: string | null;
  readonly pipeline: string | null;
  readonly amount: string | null;
  readonly closeDate: string | null;
  readonly ownerId: string | null;
  readonly currency: string;
}

/** What values of the CRM mean to the pipeline. A stage that nobody knows is open and weighs nothing. */
export function standingOf({
  values,
  stages,
}: {
  values: StandingValues;
  stages: ReadonlyMap<string, Stage>;
}): Omit<Position, 'stageSince'> {
  const stage = values.stageId === null ? undefined : stages.get(values.stageId);
  return {
    state: stage?.isClosed !== true ? 'open' : stage.isWon ? 'won' : 'lost',
    pipelineId: stage?.pipelineId ?? values.pipeline,
    stageId: values.stageId,
    probability: stage?.probability ?? null,
    ownerId: values.ownerId,
    amountMinor: minorUnitsOf({ text: values.amount, currency: values.currency }),
    currency: values.currency,
    closeDay: dayOfText(values.closeDate),
  };
}

/** A value that has no history was always what it is; before its first change there was none. */
function valueAt({
  deal,
  property,
  day,
}: {
  deal: DealHistory;
  property: TrackedProperty;
  day: string;
}): string | null {
  const changes = deal.changes[property] ?? [];
  if (changes.length === 0) return deal.now[property];
  const value = changes.findLast((change) => change.day <= day)?.value ?? null;
  return value === '' ? null : value;
}

/** The last day up to this one on which it came into the stage from another. */
function stageSince({ deal, day }: { deal: DealHistory; day: string }): string {
  const changes = (deal.changes.dealstage ?? []).filter((change) => change.day <= day);
  const moves = changes.filter(({ value }, place) => place === 0 || changes[place - 1]?.value !== value);
  return moves.at(-1)?.day ?? deal.createdDay;
}
