import { auditHeads, type Database } from '#platform/db';
import { eq, sql } from '#platform/sql';
import { type HashedRecord, recordHash } from './record-hash.ts';

export type UnchainedRecord = HashedRecord;

/**
 * Adds records to the chains of their workspaces: one statement takes the last link and holds it until the commit,
 * one writes records and the new last link. Chains are taken in one order, so that no two writers wait for each other.
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
  let { sequence, hash } = await takeHead({ db, workspaceId });
  const rows = records.map((record) => {
    sequence += 1;
    hash = recordHash({ record, sequence, previousHash: hash });
    return { ...record, sequence, hash };
  });
  await db.execute(sql`
    with head as (
      update audit_heads set sequence = ${sequence}, hash = ${hash} where workspace_id = ${workspaceId}
    )
    insert into audit_records
      (id, workspace_id, at, actor, action, resource, result, request_id, details, sequence, hash, ip_address)
    select id, "workspaceId", at, actor, action, resource, result, "requestId", details, sequence, hash, "ipAddress"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as record (
      id text, "workspaceId" text, at timestamptz, actor jsonb, action text, resource jsonb, result text,
      "requestId" text, details jsonb, sequence bigint, hash text, "ipAddress" text
    )`);
}

async function takeHead({
  db,
  workspaceId,
}: {
  db: Database;
  workspaceId: string;
}): Promise<{ sequence: number; hash: string }> {
  const known = await lockHead({ db, workspaceId });
  if (known !== undefined) return known;
  await db.insert(auditHeads).values({ workspaceId, sequence: 0, hash: '', unchained: 0 }).onConflictDoNothing();
  return (await lockHead({ db, workspaceId })) ?? { sequence: 0, hash: '' };
}

async function lockHead({
  db,
  workspaceId,
}: {
  db: Database;
  workspaceId: string;
}): Promise<{ sequence: number; hash: string } | undefined> {
  const [head] = await db
    .select({ sequence: auditHeads.sequence, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, workspaceId))
    .for('update');
  return head;
}
