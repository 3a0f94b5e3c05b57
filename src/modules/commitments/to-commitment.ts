import { TrackedCommitment } from './schema.ts';
import type { commitments } from './tables.ts';

/** Rows and commitments meet here. `today` is the day by which an open one is overdue. */
export function toCommitment(row: typeof commitments.$inferSelect, today: string): TrackedCommitment {
  const isOverdue = row.state === 'open' && row.dueDate !== null && row.dueDate < today;
  return TrackedCommitment.parse({
    commitmentId: row.id,
    callId: row.callId,
    dealRecordId: row.dealRecordId,
    companyRecordId: row.companyRecordId,
    owner: row.owner,
    side: row.side,
    text: row.text,
    evidence: row.evidence,
    dueDate: row.dueDate,
    repeats: row.repeats,
    state: isOverdue ? 'overdue' : row.state,
    settledBy: row.settledBy ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  });
}
