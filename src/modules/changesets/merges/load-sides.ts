import { type CrmRecordRow, listActivitiesOf, listAssociatedOf, listDefinitions } from '#modules/crm';
import { listCallsOfRecords } from '#modules/matching';
import type { Context } from '#platform/context';
import type { PairSide } from './choose-kept.ts';

/** More of either says no more. */
const mostCalls = 50;

/** The two records of a pair with what tells which of them people work with, in their order. */
export async function loadSides(
  ctx: Context,
  [older, younger]: readonly [CrmRecordRow, CrmRecordRow],
): Promise<[PairSide, PairSide]> {
  const recordIds = [older.recordId, younger.recordId];
  const calls = await listCallsOfRecords({ ctx, input: { recordIds, limit: mostCalls } });
  const doneWith = await countDone({ ctx, recordIds, isDeal: older.objectType === 'deal' });
  const pipelines = await listDefinitions({ ctx, input: { kind: 'pipeline', scope: 'deal' } });
  function sideOf(record: CrmRecordRow): PairSide {
    return {
      record,
      stage: stageOf(record),
      calls: calls.get(record.recordId)?.length ?? 0,
      activities: doneWith.get(record.recordId) ?? 0,
    };
  }
  function stageOf({ objectType, properties }: CrmRecordRow): PairSide['stage'] {
    const stageId = properties['dealstage'] ?? null;
    if (objectType !== 'deal' || stageId === null) return null;
    for (const { externalId: pipelineId, stages } of pipelines) {
      const stage = stages.find(({ externalId }) => externalId === stageId);
      const isOwn = (properties['pipeline'] ?? pipelineId) === pipelineId;
      if (stage !== undefined && isOwn) return { pipelineId, position: stage.position, isClosed: stage.isClosed };
    }
    return null;
  }
  return [sideOf(older), sideOf(younger)];
}

async function countDone({
  ctx,
  recordIds,
  isDeal,
}: {
  ctx: Context;
  recordIds: readonly string[];
  isDeal: boolean;
}): Promise<ReadonlyMap<string, number>> {
  if (isDeal) {
    const done = await listActivitiesOf({ ctx, input: { recordIds: [...recordIds] } });
    return new Map([...done].map(([recordId, { activities }]) => [recordId, activities.length]));
  }
  const tied = await listAssociatedOf({ ctx, input: { recordIds, toTypes: ['company', 'contact', 'deal'] } });
  return new Map([...tied].map(([recordId, records]) => [recordId, records.length]));
}
