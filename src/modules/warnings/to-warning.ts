import { DealWarning } from './schema.ts';
import type { dealWarnings } from './tables.ts';

/** Rows and warnings meet here. */
export function toWarning({ row, deal }: { row: typeof dealWarnings.$inferSelect; deal: string | null }): DealWarning {
  return DealWarning.parse({
    warningId: row.id,
    recordId: row.recordId,
    deal,
    kind: row.kind,
    severity: row.severity,
    explanation: row.explanation,
    evidence: row.evidence,
    raisedAt: row.raisedAt.toISOString(),
    clearedAt: row.clearedAt?.toISOString() ?? null,
    clearedBecause: row.clearedBecause,
  });
}
