import { z } from 'zod';
import { type ErrorCode, errorCatalogue, SophiaError } from '#platform/errors';

/** The form in which an error of ours comes back from the record of a step or a workflow. */
const RecordedError = z.object({
  name: z.literal('SophiaError'),
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** The error that was thrown when the record was made: a SophiaError again where it was one. */
export function reviveError(error: unknown): unknown {
  if (error instanceof SophiaError) {
    return error;
  }
  const attempts = error instanceof Error && 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  if (attempts.length > 0) {
    return reviveError(attempts.at(-1));
  }
  const recorded = RecordedError.safeParse(
    error instanceof Error ? { ...error, name: error.name, message: error.message } : error,
  );
  if (recorded.success && isErrorCode(recorded.data.code)) {
    return new SophiaError(recorded.data.code, recorded.data.message, {
      details: recorded.data.details ?? {},
      cause: error,
    });
  }
  return error;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
