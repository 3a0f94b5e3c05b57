import { type ErrorCode, type ErrorEntry, errorCatalogue } from './catalogue.ts';

/**
 * An error that a person can act on. The message says what was expected, what was found and where;
 * the catalogue adds what to do. `details` are values for logs and for machine-readable answers.
 */
export class SophiaError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SophiaError';
    this.code = code;
    this.details = options.details ?? {};
  }

  get entry(): ErrorEntry {
    return errorCatalogue[this.code];
  }
}
