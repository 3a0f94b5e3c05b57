import type { Context } from '#platform/context';
import { outbox } from '#platform/db';
import { readFeed, startOfFeed } from '#platform/events';
import { eq } from '#platform/sql';
import { waitUntil } from './wait-until.ts';

/**
 * Until all that the workspace has told is in the feed. On a server that others use as well, what was committed comes
 * into it once older transactions have ended.
 */
export async function feedSettled({ db, workspaceId }: Context): Promise<void> {
  const written = await db.$count(outbox, eq(outbox.workspaceId, workspaceId));
  const after = startOfFeed;
  await waitUntil(`${written} events are in the feed`, {
    condition: async () => {
      const { events } = await readFeed({ db, workspaceId, after, limit: written + 1 });
      return events.length === written;
    },
    timeoutMs: 60_000,
  });
}
