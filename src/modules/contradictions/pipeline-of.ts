import type { CrmPipeline } from '#contracts';
import { listDefinitions } from '#modules/crm';
import type { Context } from '#platform/context';

/** The pipeline that has a stage; null where none does. */
export async function pipelineOf({ ctx, stageId }: { ctx: Context; stageId: string }): Promise<CrmPipeline | null> {
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  return pipelines.find(({ stages }) => stages.some(({ externalId }) => externalId === stageId)) ?? null;
}
