import { z } from 'zod';
import { type ErrorCode, errorCatalogue, SophiaError } from '#platform/errors';

/** What went wrong, as RFC 9457 has it, with the code of docs/errors.md and what to do. */
export const Problem = z.strictObject({
  type: z.string().describe('Where the code is explained.'),
  title: z.string().describe('What the code means.'),
  status: z.int(),
  detail: z.string().describe('What was expected and what was found.'),
  code: z.string().describe('One of the codes of docs/errors.md.'),
  action: z.string().describe('What to do next.'),
  retryable: z.boolean().describe('Whether the same request may succeed later.'),
  requestId: z.string().describe('By which the log knows the request.'),
});
export type Problem = z.infer<typeof Problem>;

export const problemType = 'application/problem+json; charset=utf-8';

/** What is said of an error; of an unforeseen one nothing but that it happened. */
export function problemOf({ error, requestId }: { error: unknown; requestId: string }): Problem {
  const { code, detail } = describe(error);
  const { httpStatus: status, meaning: title, action, retryable } = errorCatalogue[code];
  return { type: `/api/v1#${code}`, title, status, detail, code, action, retryable, requestId };
}

function describe(error: unknown): { code: ErrorCode; detail: string } {
  if (error instanceof SophiaError) return { code: error.code, detail: error.message };
  switch (statusOf(error)) {
    case 413:
      return { code: 'request.too-large', detail: 'Expected a smaller body; this one is larger than is taken here.' };
    case 415:
      return { code: 'request.media-type', detail: 'Expected a body of the type application/json, found another one.' };
    case 500:
      return { code: 'internal.unexpected', detail: 'Something unforeseen happened.' };
    default:
      return { code: 'input.invalid', detail: 'Expected a request in the documented form; this one cannot be read.' };
  }
}

/** The server throws errors with a status of its own where a request cannot be read. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
