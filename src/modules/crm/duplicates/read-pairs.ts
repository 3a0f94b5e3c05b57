import { z } from 'zod';
import { isBounded } from '#modules/access';
import type { Context } from '#platform/context';
import { and, eq, inArray } from '#platform/sql';
import { type CrmRecordRow, DuplicateEvidence, type DuplicateState } from '../schema.ts';
import { type crmDuplicates, crmRecords } from '../tables.ts';
import { toRecordRows } from '../to-record-row.ts';

const Evidence = z.array(DuplicateEvidence);

export interface DuplicateListing {
  readonly duplicateId: string;
  readonly kept: CrmRecordRow;
  readonly other: CrmRecordRow;
  readonly evidence: readonly DuplicateEvidence[];
  readonly confidence: number;
  readonly state: DuplicateState;
  /** In which the merge was proposed last; null for whoever sees a part, since the set may hold what they do not see. */
  readonly changeSetId: string | null;
  readonly foundAt: string;
}

/** Pairs with both of their records, in the order of the rows. */
export async function readPairs({
  ctx,
  rows,
}: {
  ctx: Context;
  rows: readonly (typeof crmDuplicates.$inferSelect)[];
}): Promise<DuplicateListing[]> {
  if (rows.length === 0) return [];
  const ids = rows.flatMap(({ keptRecordId, otherRecordId }) => [keptRecordId, otherRecordId]);
  const found = await ctx.db
    .select()
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.id, ids)));
  const shown = await toRecordRows(found, ctx);
  const records = new Map(shown.map((record) => [record.recordId, record]));
  return rows.flatMap((row) => {
    const kept = records.get(row.keptRecordId);
    const other = records.get(row.otherRecordId);
    if (kept === undefined || other === undefined) return [];
    const { id, confidence, state } = row;
    const changeSetId = isBounded(ctx) ? null : row.changeSetId;
    const evidence = Evidence.parse(row.evidence);
    const foundAt = row.foundAt.toISOString();
    return [{ duplicateId: id, kept, other, evidence, confidence, state, changeSetId, foundAt }];
  });
}
