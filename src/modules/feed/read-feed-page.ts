import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { type FeedEvent, type FeedPlace, readFeed } from '#platform/events';
import { seenEvents } from './seen-events.ts';

export interface FeedPage {
  readonly events: readonly FeedEvent[];
  /** Where the next page begins. */
  readonly through: FeedPlace;
  readonly hasMore: boolean;
}

/** The events of the workspace behind a place that the actor sees, in the order in which they became true. */
export async function readFeedPage({ ctx, input }: Verb<{ after: FeedPlace; limit: number }>): Promise<FeedPage> {
  authorise({ ctx, action: 'event.read', resource: { type: 'event', id: null } });
  const { db, workspaceId } = ctx;
  const { events, through, hasMore } = await readFeed({ db, workspaceId, after: input.after, limit: input.limit });
  return { events: await seenEvents({ ctx, events }), through, hasMore };
}
