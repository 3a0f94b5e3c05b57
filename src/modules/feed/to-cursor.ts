import { SophiaError } from '#platform/errors';
import type { FeedPlace } from '#platform/events';

/** A place in the feed as programs keep it; they compare it with nothing and only hand it back. */
export function toCursor({ transactionId, eventId }: FeedPlace): string {
  return `${transactionId.toString(36)}-${eventId.toString(36)}`;
}

const form = /^([0-9a-z]{1,13})-([0-9a-z]{1,10})$/;

/** Throws `live.cursor-unknown` where it has not the form of one. */
export function fromCursor(cursor: string): FeedPlace {
  const [, transaction, event] = form.exec(cursor) ?? [];
  if (transaction === undefined || event === undefined) {
    throw new SophiaError('live.cursor-unknown', 'Expected the id of an event as it was sent, found another text.');
  }
  return { transactionId: BigInt(fromBase36(transaction)), eventId: Number(fromBase36(event)) };
}

function fromBase36(text: string): bigint {
  return [...text].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
}

/** Below zero where `one` stands in front of `other`. */
export function comparePlaces(one: FeedPlace, other: FeedPlace): number {
  if (one.transactionId !== other.transactionId) return one.transactionId < other.transactionId ? -1 : 1;
  return one.eventId - other.eventId;
}
