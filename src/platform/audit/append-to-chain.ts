import { auditHeads, type Database, databaseBehind } from '#platform/db';
import { SophiaError } from '#platform/errors';
import { eq, sql } from '#platform/sql';
import { type HashedRecord, recordHash } from './record-hash.ts';

export type UnchainedRecord = HashedRecord;

interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** The last links that this process has written or read, by database and workspace; the database says whether one still is. */
const lastSeen = new WeakMap<object, Map<string, Head>>();

/**
 * Adds records to the chains of their workspaces. One statement writes them behind the last link that this process
 * knows; where that is no longer the last one, it writes nothing, and the link is taken, held until the commit and built
 * upon. Chains are taken in one order, so that no two writers wait for each other.
 */
export async function appendToChain({
  db,
  records,
}: {
  db: Database;
  records: readonly UnchainedRecord[];
}): Promise<void> {
  const byWorkspace = Map.groupBy(records, ({ workspaceId }) => workspaceId);
  for (const workspaceId of [...byWorkspace.keys()].toSorted()) {
    await append({ db, workspaceId, records: byWorkspace.get(workspaceId) ?? [] });
  }
}

async function append({
  db,
  workspaceId,
  records,
}: {
  db: Database;
  workspaceId: string;
  records: readonly UnchainedRecord[];
}): Promise<void> {
  const database = databaseBehind(db);
  const seen = lastSeen.get(database) ?? new Map<string, Head>();
  lastSeen.set(database, seen);
  const known = seen.get(workspaceId);
  const behindKnown = known === undefined ? null : await writeBehind({ db, workspaceId, records, head: known });
  const written =
    behindKnown ?? (await writeBehind({ db, workspaceId, records, head: await takeHead({ db, workspaceId }) }));
  if (written === null) throw new SophiaError('internal.unexpected', 'The chain moved while its last link was held.');
  seen.set(workspaceId, written);
}

/** Null, with nothing written, where `head` is not the last link. */
async function writeBehind({
  db,
  workspaceId,
  records,
  head,
}: {
  db: Database;
  workspaceId: string;
  records: readonly UnchainedRecord[];
  head: Head;
}): Promise<Head | null> {
  let { sequence, hash } = head;
  const rows = records.map((record) => {
    sequence += 1;
    hash = recordHash({ record, sequence, previousHash: hash });
    return { ...record, sequence, hash };
  });
  const { rowCount } = await db.execute(sql`
    with head as (
      update audit_heads set sequence = ${sequence}, hash = ${hash}
      where workspace_id = ${workspaceId} and sequence = ${head.sequence} and hash = ${head.hash}
      returning workspace_id
    )
    insert into audit_records
      (id, workspace_id, at, actor, action, resource, result, request_id, details, sequence, hash, ip_address)
    select id, "workspaceId", at, actor, action, resource, result, "requestId", details, sequence, hash, "ipAddress"
    from head, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as record (
      id text, "workspaceId" text, at timestamptz, actor jsonb, action text, resource jsonb, result text,
      "requestId" text, details jsonb, sequence bigint, hash text, "ipAddress" text
    )`);
  return rowCount === rows.length ? { sequence, hash } : null;
}

async function takeHead({ db, workspaceId }: { db: Database; workspaceId: string }): Promise<Head> {
  const known = await lockHead({ db, workspaceId });
  if (known !== undefined) return known;
  await db.insert(auditHeads).values({ workspaceId, sequence: 0, hash: '', unchained: 0 }).onConflictDoNothing();
  return (await lockHead({ db, workspaceId })) ?? { sequence: 0, hash: '' };
}

async function lockHead({ db, workspaceId }: { db: Database; workspaceId: string }): Promise<Head | undefined> {
  const [head] = await db
    .select({ sequence: auditHeads.sequence, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, workspaceId))
    .for('update');
  return head;
}
