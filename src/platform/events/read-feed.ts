import { DomainEvent, type EventMessage, eventMessageOf } from '#contracts';
import { type Database, outbox } from '#platform/db';
import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from '#platform/sql';

/**
 * A place in the feed of all events. Behind it stands only what was committed later: by ids alone, an event that was
 * written before another and committed after it would be passed over.
 */
export interface FeedPlace {
  readonly transactionId: bigint;
  readonly eventId: number;
  /** What it is called outside: from two of them nobody learns how many events lie between. */
  readonly cursor: string;
}

/** In front of every event. */
export const startOfFeed: FeedPlace = { transactionId: 0n, eventId: 0, cursor: 'start' };

export interface FeedEvent {
  readonly place: FeedPlace;
  readonly message: EventMessage;
}

export interface FeedQuestion {
  readonly db: Database;
  /** Null for those of all workspaces. */
  readonly workspaceId: string | null;
  readonly after: FeedPlace;
  readonly limit: number;
}

/** No transaction that is under way has written, or will write, in front of these. */
const isSettled = sql`${outbox.transactionId} < pg_snapshot_xmin(pg_current_snapshot())`;

/** The events behind a place, in the order of the feed; `through` is where the next reading begins. */
export async function readFeed(question: FeedQuestion): Promise<{
  events: FeedEvent[];
  through: FeedPlace;
  hasMore: boolean;
}> {
  const { db, workspaceId, after, limit } = question;
  const behind = sql`(${outbox.transactionId}, ${outbox.id}) > (${String(after.transactionId)}::xid8, ${after.eventId}::bigint)`;
  const rows = await db
    .select()
    .from(outbox)
    .where(and(behind, isSettled, ...ofWorkspace(workspaceId)))
    .orderBy(asc(outbox.transactionId), asc(outbox.id))
    .limit(limit);
  const last = rows.at(-1);
  return {
    events: rows.flatMap(toFeedEvent),
    through: last === undefined ? after : placeOf(last),
    hasMore: rows.length === limit,
  };
}

/** Where the feed ends now. Who follows one workspace is given no place of another: it would tell what goes on there. */
export async function headOfFeed({ db, workspaceId }: Pick<FeedQuestion, 'db' | 'workspaceId'>): Promise<FeedPlace> {
  const [row] = await db
    .select()
    .from(outbox)
    .where(and(isSettled, ...ofWorkspace(workspaceId)))
    .orderBy(desc(outbox.transactionId), desc(outbox.id))
    .limit(1);
  return row === undefined ? startOfFeed : placeOf(row);
}

/** The place of a workspace's feed that is called so; null where it has none, or its event is deleted. */
export async function findPlace({
  db,
  workspaceId,
  cursor,
}: {
  db: Database;
  workspaceId: string;
  cursor: string;
}): Promise<FeedPlace | null> {
  if (cursor === startOfFeed.cursor) return startOfFeed;
  const [row] = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.cursor, cursor), eq(outbox.workspaceId, workspaceId)));
  return row === undefined ? null : placeOf(row);
}

/**
 * After a restore into another server, events may name transactions that this one has yet to begin; they are put in
 * front, in the order of their ids. Does nothing otherwise.
 */
export async function mendFeed(db: Database): Promise<void> {
  await db
    .update(outbox)
    .set({ transactionId: '1' })
    .where(sql`${outbox.transactionId} >= pg_snapshot_xmax(pg_current_snapshot())`);
}

/** The events of one workspace that were written in [from, to), by id; null types are all. */
export async function readEventsBetween({
  db,
  workspaceId,
  from,
  to,
  types,
  limit,
}: {
  db: Database;
  workspaceId: string;
  from: Date;
  to: Date;
  types: readonly string[] | null;
  limit: number;
}): Promise<EventMessage[]> {
  const rows = await db
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.workspaceId, workspaceId),
        gte(outbox.createdAt, from),
        lt(outbox.createdAt, to),
        ...(types === null ? [] : [inArray(outbox.type, [...types])]),
      ),
    )
    .orderBy(asc(outbox.id))
    .limit(limit);
  return rows.flatMap(toFeedEvent).map(({ message }) => message);
}

/** One event of a workspace; null where there is none, or one that this version does not know. */
export async function readEventMessage({
  db,
  workspaceId,
  eventId,
}: {
  db: Database;
  workspaceId: string;
  eventId: number;
}): Promise<EventMessage | null> {
  const rows = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspaceId, workspaceId), eq(outbox.id, eventId)));
  return rows.flatMap(toFeedEvent)[0]?.message ?? null;
}

type OutboxRow = typeof outbox.$inferSelect;

function placeOf({ transactionId, id, cursor }: OutboxRow): FeedPlace {
  return { transactionId: BigInt(transactionId), eventId: id, cursor };
}

/** What only work within Sophia begins with is left out, and what another version has written that this one does not know. */
function toFeedEvent(row: OutboxRow): FeedEvent[] {
  const event = DomainEvent.safeParse(row.payload);
  if (!event.success) return [];
  const { workspaceId, createdAt: at } = row;
  const message = eventMessageOf({ event: event.data, eventId: row.id, workspaceId, at });
  return [{ place: placeOf(row), message }];
}

function ofWorkspace(workspaceId: string | null): SQL[] {
  return workspaceId === null ? [] : [eq(outbox.workspaceId, workspaceId)];
}
