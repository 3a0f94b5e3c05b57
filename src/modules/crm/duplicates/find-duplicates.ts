import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, inArray, isNotNull } from '#platform/sql';
import { FindDuplicatesInput } from '../schema.ts';
import { crmDuplicates, crmRecords } from '../tables.ts';
import type { DuplicatePair } from './candidate.ts';
import { findPairs } from './find-pairs.ts';
import { loadCandidates } from './load-candidates.ts';

type Row = typeof crmDuplicates.$inferSelect;

export interface FoundDuplicates {
  /** Pairs that were not known before. */
  readonly found: number;
  /** Known pairs of which nothing speaks for it any more. */
  readonly cleared: number;
  /** Pairs that the CRM has made one meanwhile. */
  readonly merged: number;
}

/**
 * Looks for records of the CRM that seem to be one and keeps each pair with its evidence. Nothing is merged: what a
 * person has rejected stays rejected, what is proposed stays so.
 */
export async function findDuplicates({ ctx, input }: Verb<FindDuplicatesInput>): Promise<FoundDuplicates> {
  authorise({ ctx, action: 'crm.sync', resource: { type: 'duplicate', id: null } });
  const { objectType } = parseInput({ schema: FindDuplicatesInput, input, what: 'a type of records' });
  const pairs = findPairs({ objectType, candidates: await loadCandidates({ ctx, objectType }) });
  return transact({ ctx }, async (inner) => {
    const known = await inner.db
      .select()
      .from(crmDuplicates)
      .where(and(eq(crmDuplicates.workspaceId, inner.workspaceId), eq(crmDuplicates.objectType, objectType)));
    const counts = {
      found: await storePairs({ ctx: inner, pairs, known }),
      ...(await settleOthers({ ctx: inner, pairs, known })),
    };
    if (counts.found + counts.cleared + counts.merged > 0) {
      await audit({
        ctx: inner,
        action: 'duplicates.found',
        resource: { type: 'workspace', id: inner.workspaceId },
        details: { objectType, ...counts },
      });
    }
    return counts;
  });
}

async function storePairs({
  ctx,
  pairs,
  known,
}: {
  ctx: Context;
  pairs: readonly DuplicatePair[];
  known: readonly Row[];
}): Promise<number> {
  const states = new Map(known.map((row) => [keyOf(row), row.state]));
  let found = 0;
  for (const { kept, other, evidence, confidence } of pairs) {
    const ids = { keptRecordId: kept.recordId, otherRecordId: other.recordId };
    const state = states.get(keyOf(ids)) ?? null;
    if (state === 'rejected' || state === 'merged') continue;
    if (state === null || state === 'cleared') found += 1;
    const current = { evidence, confidence, state: state === 'proposed' ? state : 'found', settledAt: null } as const;
    await ctx.db
      .insert(crmDuplicates)
      .values({
        id: ctx.ids.create('duplicate'),
        workspaceId: ctx.workspaceId,
        objectType: kept.objectType,
        ...ids,
        ...current,
        foundAt: ctx.clock.now(),
      })
      .onConflictDoUpdate({
        target: [crmDuplicates.workspaceId, crmDuplicates.keptRecordId, crmDuplicates.otherRecordId],
        set: current,
      });
  }
  return found;
}

/** Of pairs that are found no longer, some are one record now; of the rest nothing is left to say. */
async function settleOthers({
  ctx,
  pairs,
  known,
}: {
  ctx: Context;
  pairs: readonly DuplicatePair[];
  known: readonly Row[];
}): Promise<{ cleared: number; merged: number }> {
  const still = new Set(
    pairs.map(({ kept, other }) => keyOf({ keptRecordId: kept.recordId, otherRecordId: other.recordId })),
  );
  const gone = known.filter((row) => (row.state === 'found' || row.state === 'proposed') && !still.has(keyOf(row)));
  const mergedIds = await mergedAmong({ ctx, ids: gone.flatMap((row) => [row.keptRecordId, row.otherRecordId]) });
  const counts = { cleared: 0, merged: 0 };
  for (const row of gone) {
    const state = mergedIds.has(row.keptRecordId) || mergedIds.has(row.otherRecordId) ? 'merged' : 'cleared';
    counts[state] += 1;
    await ctx.db
      .update(crmDuplicates)
      .set({ state, settledAt: ctx.clock.now() })
      .where(and(eq(crmDuplicates.workspaceId, ctx.workspaceId), eq(crmDuplicates.id, row.id)));
  }
  return counts;
}

async function mergedAmong({ ctx, ids }: { ctx: Context; ids: readonly string[] }): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(
      and(
        eq(crmRecords.workspaceId, ctx.workspaceId),
        inArray(crmRecords.id, [...new Set(ids)]),
        isNotNull(crmRecords.mergedInto),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

function keyOf({ keptRecordId, otherRecordId }: Pick<Row, 'keptRecordId' | 'otherRecordId'>): string {
  return `${keptRecordId} ${otherRecordId}`;
}
