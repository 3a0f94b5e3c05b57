import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { type FeedPlace, headOfFeed } from '#platform/events';
import { comparePlaces, fromCursor } from './to-cursor.ts';

/**
 * Where somebody who follows the events of a workspace begins: behind the event that they had last, otherwise with what
 * comes from now on. Throws `live.cursor-unknown`.
 */
export async function openFeed({ ctx, input }: Verb<{ after: string | null }>): Promise<{ place: FeedPlace }> {
  authorise({ ctx, action: 'event.read', resource: { type: 'event', id: null } });
  const after = input.after === null ? null : fromCursor(input.after);
  const head = await headOfFeed(ctx.db);
  if (after === null) return { place: head };
  if (comparePlaces(after, head) > 0) {
    throw new SophiaError('live.cursor-unknown', 'Expected the id of an event of this feed, found one of another.');
  }
  return { place: after };
}
