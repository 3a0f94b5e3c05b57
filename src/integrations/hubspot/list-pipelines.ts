import type { CrmPipeline } from '#contracts';
import { toPipeline } from './map.ts';
import type { Reading } from './read-records.ts';
import { Pipelines } from './schema.ts';

export async function listPipelines({ client, paths }: Reading): Promise<CrmPipeline[]> {
  const { results } = await client.request({
    method: 'GET',
    path: paths.dealPipelines,
    kind: 'read',
    schema: Pipelines,
    doing: 'list the pipelines of deals',
  });
  return results.filter(({ archived }) => archived !== true).map(toPipeline);
}
