import { z } from 'zod';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { type FeedPlace, findPlace, headOfFeed, startOfFeed } from '#platform/events';

const Cursor = z.union([z.literal(startOfFeed.cursor), z.guid()]);

/**
 * Where somebody who follows the events of a workspace begins: behind the event that they had last, otherwise with what
 * comes from now on. Throws `live.cursor-unknown`.
 */
export async function openFeed({ ctx, input }: Verb<{ after: string | null }>): Promise<{ place: FeedPlace }> {
  authorise({ ctx, action: 'event.read', resource: { type: 'event', id: null } });
  if (input.after === null) return { place: await headOfFeed(ctx.db) };
  const cursor = Cursor.safeParse(input.after);
  const place = cursor.success ? await findPlace({ db: ctx.db, cursor: cursor.data }) : null;
  if (place !== null) return { place };
  throw new SophiaError(
    'live.cursor-unknown',
    'Expected the id of an event of this feed as it was sent, found another.',
  );
}
