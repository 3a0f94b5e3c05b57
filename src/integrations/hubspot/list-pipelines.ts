import type { CrmPipeline, CrmPipelineType } from '#contracts';
import { toPipeline } from './map.ts';
import { objectNames } from './paths.ts';
import type { Reading } from './read-records.ts';
import { Pipelines } from './schema.ts';

export async function listPipelines({
  client,
  paths,
  objectType,
}: Reading & { objectType: CrmPipelineType }): Promise<CrmPipeline[]> {
  const { results } = await client.request({
    method: 'GET',
    path: paths.pipelines(objectType),
    kind: 'read',
    schema: Pipelines,
    doing: `list the pipelines of ${objectNames[objectType]}`,
  });
  return results.filter(({ archived }) => archived !== true).map(toPipeline);
}
