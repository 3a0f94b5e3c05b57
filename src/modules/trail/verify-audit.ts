import type { AuditVerdict } from '#contracts';
import { authorise } from '#modules/access';
import { recordHash } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { auditHeads, auditRecords } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, asc, count, eq, gt, isNull } from '#platform/sql';
import { VerifyAuditInput } from './schema.ts';

type Row = typeof auditRecords.$inferSelect;
type Fault = NonNullable<AuditVerdict['fault']>;

interface Link {
  readonly sequence: number;
  readonly hash: string;
}

const pageSize = 500;

/**
 * Whether every record is as it was written and none is missing: each is hashed again with the hash of the one before
 * it, to the end that was noted when the last was written. Names the first that differs.
 */
export async function verifyAudit({ ctx, input }: Verb<VerifyAuditInput>): Promise<AuditVerdict> {
  authorise({ ctx, action: 'audit.read', resource: { type: 'audit', id: null } });
  const { anchor } = parseInput({ schema: VerifyAuditInput, input, what: 'the end of an earlier check' });
  const { head, unchained } = await readHead(ctx);
  const walked = await walk(ctx, { upTo: head.sequence, anchor: readAnchor(anchor) });
  const fault = walked.fault ?? (await faultAround(ctx, { head, last: walked.last, unchained }));
  const { sequence, hash } = walked.last;
  return {
    intact: fault === null,
    checked: sequence,
    unchained,
    end: sequence === 0 ? null : `${sequence}:${hash}`,
    fault,
  };
}

async function readHead(ctx: Context): Promise<{ head: Link; unchained: number }> {
  const [head] = await ctx.db.select().from(auditHeads).where(eq(auditHeads.workspaceId, ctx.workspaceId));
  return { head: head ?? { sequence: 0, hash: '' }, unchained: head?.unchained ?? 0 };
}

/** Records that are written while this goes on lie behind the head that was read first, and are left to the next check. */
async function walk(
  ctx: Context,
  { upTo, anchor }: { upTo: number; anchor: Link | null },
): Promise<{ last: Link; fault: Fault | null }> {
  let last: Link = { sequence: 0, hash: '' };
  while (last.sequence < upTo) {
    const rows = await ctx.db
      .select()
      .from(auditRecords)
      .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), gt(auditRecords.sequence, last.sequence)))
      .orderBy(asc(auditRecords.sequence))
      .limit(pageSize);
    if (rows.length === 0) return { last, fault: missing(last.sequence + 1) };
    for (const row of rows) {
      if (last.sequence === upTo) break;
      const fault = faultOf({ row, last });
      if (fault !== null) return { last, fault };
      last = { sequence: last.sequence + 1, hash: row.hash ?? '' };
      if (anchor?.sequence === last.sequence && anchor.hash !== last.hash) return { last, fault: notAnchored(anchor) };
    }
  }
  if (anchor !== null && anchor.sequence > last.sequence) return { last, fault: missing(last.sequence + 1) };
  return { last, fault: null };
}

function faultOf({ row, last }: { row: Row; last: Link }): Fault | null {
  const sequence = last.sequence + 1;
  if (row.sequence !== sequence) return missing(sequence);
  const { hash, at, ...rest } = row;
  const expected = recordHash({
    record: { ...rest, at: at.toISOString() },
    sequence,
    previousHash: last.hash,
  });
  if (hash === expected) return null;
  return {
    kind: 'altered',
    sequence,
    auditId: row.id,
    sentence: `Record ${sequence} (${row.id}) is not as it was written, or the one before it was replaced.`,
  };
}

/** What the walk from record to record cannot see: the noted end, and records that stand beside the chain. */
async function faultAround(
  ctx: Context,
  { head, last, unchained }: { head: Link; last: Link; unchained: number },
): Promise<Fault | null> {
  if (head.sequence === last.sequence && head.hash !== last.hash) {
    return {
      kind: 'altered',
      sequence: last.sequence,
      auditId: null,
      sentence: `The noted end of the chain is not record ${last.sequence}: one of the two was altered.`,
    };
  }
  const [beside] = await ctx.db
    .select({ count: count() })
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), isNull(auditRecords.sequence)));
  const found = beside?.count ?? 0;
  if (found === unchained) return null;
  const sentence = `Beside the chain stand ${found} records, ${unchained} were there when it began.`;
  return { kind: found > unchained ? 'added' : 'missing', sequence: null, auditId: null, sentence };
}

function missing(sequence: number): Fault {
  return { kind: 'missing', sequence, auditId: null, sentence: `Record ${sequence} is missing.` };
}

function notAnchored({ sequence }: Link): Fault {
  const sentence = `Record ${sequence} is not the one that the earlier check ended with: the chain was written anew.`;
  return { kind: 'anchor', sequence, auditId: null, sentence };
}

function readAnchor(anchor: string | null): Link | null {
  const [sequence, hash] = anchor?.split(':') ?? [];
  return sequence === undefined || hash === undefined ? null : { sequence: Number(sequence), hash };
}
