import { z } from 'zod';
import { openFeed } from '#modules/feed';
import { SophiaError } from '#platform/errors';
import { createEventQueue, type EventQueue } from './create-event-queue.ts';
import type { Asked, Following } from './graph.ts';
import type { GraphEvent } from './graph-event.ts';

const Arguments = z.object({
  topics: z
    .array(z.string())
    .nullish()
    .transform((topics) => topics ?? []),
  after: z
    .string()
    .max(64)
    .nullish()
    .transform((after) => after ?? null),
});

/** The events of the workspace, in order and none twice, for as long as whoever asks may have them. */
export async function followEvents({ args, graph }: Asked<unknown>): Promise<AsyncIterable<GraphEvent>> {
  const { ctx, following } = graph;
  if (following === null) {
    throw new SophiaError('graphql.invalid', 'Expected a subscription over a WebSocket, found one over HTTP.');
  }
  const { topics, after } = Arguments.parse(args);
  const { place } = await openFeed({ ctx, input: { after } });
  const queue = createEventQueue({ live: following.live, ctx, topics, after: place.cursor });
  return eventsOf({ queue, following });
}

/** Written out, because a generator that waits is not ended by `return` before its next event. */
function eventsOf({
  queue,
  following,
}: {
  queue: EventQueue;
  following: Following;
}): AsyncIterableIterator<GraphEvent> {
  const over = { done: true, value: undefined } as const;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      const value = await queue.next();
      if (value !== null && (await following.isStillIn())) return { done: false, value };
      queue.close();
      return over;
    },
    return: async () => {
      queue.close();
      return over;
    },
  };
}
