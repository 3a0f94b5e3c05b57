import type { Answer } from '../../kit/index.ts';
import { HubspotProblem } from '../hubspot-problem.ts';
import { isoText } from '../records/read-property.ts';
import { type Call, ok } from './call.ts';

/** The envelope of a batch; with a problem in it the status is 207. */
export function batchAnswer(
  { nowMs }: Call,
  batch: {
    results: readonly Record<string, unknown>[];
    problems: readonly HubspotProblem[];
    successStatus?: 200 | 201;
  },
): Answer {
  const { results, problems, successStatus = 200 } = batch;
  const at = isoText(nowMs);
  const errors = problems.map((problem) => problem.toDetail());
  const failed = errors.length === 0 ? {} : { numErrors: errors.length, errors };
  return ok(
    { status: 'COMPLETE', results, ...failed, startedAt: at, completedAt: at },
    errors.length === 0 ? successStatus : 207,
  );
}

export function idsNotFound(name: string, ids: readonly string[]): HubspotProblem {
  return new HubspotProblem({
    status: 404,
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${name} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: [...ids] },
  });
}
