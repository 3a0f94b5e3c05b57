import type { CrmPipeline } from '#contracts';
import type { CrmRecordRow } from '#modules/crm';

interface Question {
  readonly pipelines: readonly CrmPipeline[];
  readonly deal: Pick<CrmRecordRow, 'properties'>;
}

/** By the deal's own word; where that names none, the one that holds its stage. */
export function pipelineOf({ pipelines, deal }: Question): CrmPipeline | null {
  const { pipeline, dealstage } = deal.properties;
  const named = pipelines.find(({ externalId }) => externalId === pipeline);
  return named ?? pipelines.find(({ stages }) => stages.some(({ externalId }) => externalId === dealstage)) ?? null;
}

/** A deal in a stage that no pipeline names counts as open. */
export function isOpen(question: Question): boolean {
  const stageId = question.deal.properties['dealstage'];
  return pipelineOf(question)?.stages.find(({ externalId }) => externalId === stageId)?.isClosed !== true;
}
