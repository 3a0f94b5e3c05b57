import type { AuditRecord } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { auditHeads, auditRecords } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, asc, eq, gt, lte } from '#platform/sql';
import { ExportAuditInput } from './schema.ts';
import { toAuditRecord } from './to-audit-record.ts';

interface ExportedAudit {
  readonly records: AuditRecord[];
  readonly nextAfter: number | null;
  /** Where the export ends; the next page names it. */
  readonly upTo: number;
}

/**
 * The records of the chain in their order, a page at a time, with the hashes by which anybody can check them. Each page
 * leaves a record that it was taken; an export ends with what was there when it began, so that it does not chase those.
 */
export async function exportAudit({ ctx, input }: Verb<ExportAuditInput>): Promise<ExportedAudit> {
  authorise({ ctx, action: 'audit.read', resource: { type: 'audit', id: null } });
  const { after, limit, ...asked } = parseInput({ schema: ExportAuditInput, input, what: 'a page of the audit trail' });
  const upTo = asked.upTo ?? (await readEnd(ctx));
  const { sequence } = auditRecords;
  const rows = await ctx.db
    .select()
    .from(auditRecords)
    .where(and(eq(auditRecords.workspaceId, ctx.workspaceId), gt(sequence, after), lte(sequence, upTo)))
    .orderBy(asc(sequence))
    .limit(limit);
  const last = rows.at(-1)?.sequence ?? after;
  if (rows.length > 0) {
    const details = { after, last, records: rows.length };
    await audit({ ctx, action: 'audit.exported', resource: { type: 'audit', id: 'trail' }, details });
  }
  return {
    records: rows.map(toAuditRecord),
    nextAfter: rows.length === limit && last < upTo ? last : null,
    upTo,
  };
}

async function readEnd(ctx: Context): Promise<number> {
  const [head] = await ctx.db
    .select({ sequence: auditHeads.sequence })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, ctx.workspaceId));
  return head?.sequence ?? 0;
}
