import type { PositionRun } from './position.ts';

/** A run of days in the columns of `pipeline_positions`. */
export function toRow({ recordId, run }: { recordId: string; run: PositionRun }): Record<string, unknown> {
  const { position } = run;
  return {
    record_id: recordId,
    from_day: run.fromDay,
    until_day: run.untilDay,
    state: position.state,
    pipeline_id: position.pipelineId,
    stage_id: position.stageId,
    stage_since: position.stageSince,
    probability: position.probability,
    owner_id: position.ownerId,
    amount_minor: position.amountMinor,
    currency: position.currency,
    close_day: position.closeDay,
  };
}
