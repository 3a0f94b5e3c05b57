import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Error as engineErrors } from '@dbos-inc/dbos-sdk';
import { SophiaError } from '#platform/errors';
import { isEngineError } from './is-engine-error.ts';

it('a run that was taken over or canceled has not broken; a step that failed in every try has', () => {
  assert.equal(isEngineError(new engineErrors.DBOSWorkflowConflictError('run')), true);
  assert.equal(isEngineError(new engineErrors.DBOSWorkflowCancelledError('run')), true);
  assert.equal(isEngineError(new engineErrors.DBOSMaxStepRetriesError('step', 3, [new Error('no')])), false);
  assert.equal(isEngineError(new SophiaError('record.not-found', 'Expected a record, found none.')), false);
});
