import type { AuditRecord } from '#contracts';
import type { auditRecords } from '#platform/db';

/** Rows and records meet here. */
export function toAuditRecord(row: typeof auditRecords.$inferSelect): AuditRecord {
  return {
    sequence: row.sequence,
    auditId: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    resource: row.resource,
    result: row.result,
    requestId: row.requestId,
    ipAddress: row.ipAddress,
    details: row.details,
    hash: row.hash,
  };
}
