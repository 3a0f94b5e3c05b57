import type { SophiaError } from '#platform/errors';

/** What a client is told of an error. */
export function errorOf(error: SophiaError): { code: string; message: string; action: string } {
  return { code: error.code, message: error.message, action: error.entry.action };
}
