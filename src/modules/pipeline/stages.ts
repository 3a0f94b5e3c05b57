import type { CrmPipeline } from '#contracts';

/** A stage of the CRM with where it belongs. */
export interface Stage {
  readonly stageId: string;
  readonly label: string;
  readonly pipelineId: string;
  readonly pipeline: string;
  /** Among all stages, as the CRM has them. */
  readonly place: number;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly probability: number | null;
}

export function stagesOf(pipelines: readonly CrmPipeline[]): ReadonlyMap<string, Stage> {
  const ordered = pipelines.flatMap(({ externalId: pipelineId, label: pipeline, stages }) =>
    stages
      .toSorted((one, other) => one.position - other.position)
      .map(({ externalId, label, isClosed, isWon, probability }) => ({
        stageId: externalId,
        label,
        pipelineId,
        pipeline,
        isClosed,
        isWon,
        probability,
      })),
  );
  return new Map(ordered.map((stage, place) => [stage.stageId, { ...stage, place }]));
}
