import type { AuditRecord } from '#contracts';
import { authorise } from '#modules/access';
import type { Verb } from '#platform/context';
import { auditRecords } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, asc, eq, gt } from '#platform/sql';
import { ExportAuditInput } from './schema.ts';
import { toAuditRecord } from './to-audit-record.ts';

/** The records of the chain in their order, a page at a time, with the hashes by which anybody can check them. */
export async function exportAudit({
  ctx,
  input,
}: Verb<ExportAuditInput>): Promise<{ records: AuditRecord[]; nextAfter: number | null }> {
  authorise({ ctx, action: 'audit.read', resource: { type: 'audit', id: null } });
  const { after, limit } = parseInput({ schema: ExportAuditInput, input, what: 'a page of the audit trail' });
  const rows = await ctx.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), gt(auditRecords.sequence, after)))
    .orderBy(asc(auditRecords.sequence))
    .limit(limit);
  return {
    records: rows.map(toAuditRecord),
    nextAfter: rows.length === limit ? (rows.at(-1)?.sequence ?? null) : null,
  };
}
