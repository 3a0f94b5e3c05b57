import { DomainEventType } from '#contracts';
import type { Context } from '#platform/context';
import { outbox } from '#platform/db';
import { readFeed, startOfFeed } from '#platform/events';
import { and, eq, inArray } from '#platform/sql';
import { waitUntil } from './wait-until.ts';

/** What only work within Sophia begins with is in no feed. */
const isTold = inArray(outbox.type, DomainEventType.options);

/**
 * Until all that the workspace has told is in the feed. On a server that others use as well, what was committed comes
 * into it once older transactions have ended.
 */
export async function feedSettled({ db, workspaceId }: Context): Promise<void> {
  const isOurs = eq(outbox.workspaceId, workspaceId);
  const told = await db.$count(outbox, and(isOurs, isTold));
  const limit = 1 + (await db.$count(outbox, isOurs));
  const after = startOfFeed;
  await waitUntil(`${told} events are in the feed`, {
    condition: async () => {
      const { events } = await readFeed({ db, workspaceId, after, limit });
      return events.length === told;
    },
    timeoutMs: 60_000,
  });
}
