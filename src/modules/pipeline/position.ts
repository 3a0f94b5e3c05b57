export type DealState = 'open' | 'won' | 'lost';

/** What a deal is at the end of a day, as far as the pipeline needs it. */
export interface Position {
  readonly state: DealState;
  readonly pipelineId: string | null;
  readonly stageId: string | null;
  /** The day on which it came into that stage. */
  readonly stageSince: string;
  /** What the CRM gives the stage, 0 to 1. */
  readonly probability: number | null;
  readonly ownerId: string | null;
  /** Null where the CRM has no amount. */
  readonly amountMinor: number | null;
  readonly currency: string;
  readonly closeDay: string | null;
}

/** A position from one day on, up to the day before `untilDay`; null where it goes on. */
export interface PositionRun {
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly position: Position;
}

export function isSamePosition(one: Position, other: Position): boolean {
  return (
    one.state === other.state &&
    one.pipelineId === other.pipelineId &&
    one.stageId === other.stageId &&
    one.stageSince === other.stageSince &&
    one.probability === other.probability &&
    one.ownerId === other.ownerId &&
    one.amountMinor === other.amountMinor &&
    one.currency === other.currency &&
    one.closeDay === other.closeDay
  );
}
