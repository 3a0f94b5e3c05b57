import { createHash } from 'node:crypto';
import type { SearchQuestion } from '#contracts';
import { SophiaError } from '#platform/errors';

/** How many hits of one question can be paged through. */
export const deepestHit = 200;

/** A place in the hits of this question, in letters that a URL takes. */
export function writeCursor({ question, offset }: { question: SearchQuestion; offset: number }): string {
  return Buffer.from(`${offset}:${digestOf(question)}`).toString('base64url');
}

/** The place that a cursor names; 0 where there is none. Throws `cursor.malformed` where it is not one of this question. */
export function readCursor(question: SearchQuestion): number {
  if (question.cursor === null) return 0;
  const [, offset, digest] = /^(\d{1,3}):([0-9a-f]+)$/.exec(Buffer.from(question.cursor, 'base64url').toString()) ?? [];
  const isOurs = digest === digestOf(question) && Number(offset) <= deepestHit;
  if (offset !== undefined && isOurs) return Number(offset);
  throw new SophiaError(
    'cursor.malformed',
    'Expected the cursor that came with the page before, for the same question, found another: ask again without a cursor.',
  );
}

function digestOf({ cursor: _cursor, limit: _limit, ...asked }: SearchQuestion): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}
