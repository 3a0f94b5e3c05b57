import type { Clock } from '#platform/clock';
import { type Database, outbox } from '#platform/db';
import { and, eq, inArray, isNotNull, lt } from '#platform/sql';

/** How long an event can be sent again, and gone on from. */
const keptDays = 90;
/** What one statement deletes at most, so that it holds nobody up. */
const rowsPerStatement = 5000;
const dayMs = 86_400_000;

/** Deletes the events of a workspace that were handed over long ago; what waits stays. Returns how many. */
export async function sweepOutbox({
  db,
  workspaceId,
  clock,
}: {
  db: Database;
  workspaceId: string;
  clock: Clock;
}): Promise<number> {
  const before = new Date(clock.now().getTime() - keptDays * dayMs);
  const old = and(eq(outbox.workspaceId, workspaceId), isNotNull(outbox.dispatchedAt), lt(outbox.createdAt, before));
  let deleted = 0;
  for (;;) {
    const some = db.select({ id: outbox.id }).from(outbox).where(old).limit(rowsPerStatement);
    const { rowCount } = await db.delete(outbox).where(inArray(outbox.id, some));
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < rowsPerStatement) return deleted;
  }
}
