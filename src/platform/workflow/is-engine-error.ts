import { Error as engineErrors } from '@dbos-inc/dbos-sdk';

/**
 * Whether the engine itself ends this run here: another process has taken it over, it was canceled, or its record does
 * not fit. Such an error goes back to the engine as it is; the run has not broken.
 */
export function isEngineError(error: unknown): boolean {
  return error instanceof engineErrors.DBOSError && !(error instanceof engineErrors.DBOSMaxStepRetriesError);
}
