import type { FeedPlace } from '#platform/events';

/** Below zero where `one` stands in front of `other`. */
export function comparePlaces(one: FeedPlace, other: FeedPlace): number {
  if (one.transactionId !== other.transactionId) return one.transactionId < other.transactionId ? -1 : 1;
  return one.eventId - other.eventId;
}
