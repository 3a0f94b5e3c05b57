import { z } from 'zod';
import { RecordMerge } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq, isNull, sql } from '#platform/sql';
import { DealCandidate } from './schema.ts';
import { callLinks, callMatches } from './tables.ts';

const Candidates = z.array(DealCandidate);

/**
 * The calls of a record that was made one with another are calls of that one: each link ends and goes on there, as it
 * was found or said. A call that hung between the two hangs between them no more.
 */
export async function moveLinks({ ctx, input }: Verb<RecordMerge>): Promise<{ moved: number }> {
  authorise({ ctx, action: 'match.run', resource: { type: 'crm_record', id: input.fromRecordId } });
  const merge = parseInput({ schema: RecordMerge, input, what: 'two records that were made one' });
  return transact({ ctx }, async (inner) => {
    const moved = await moveStanding({ ctx: inner, merge });
    const renamed = await moveCandidates({ ctx: inner, merge });
    const resource = { type: 'crm_record', id: merge.intoRecordId } as const;
    const details = { ...merge, calls: moved + renamed };
    if (moved + renamed > 0) await audit({ ctx: inner, action: 'calls.moved', resource, details });
    return { moved };
  });
}

interface Moving {
  readonly ctx: Context;
  readonly merge: RecordMerge;
}

async function moveStanding({ ctx, merge }: Moving): Promise<number> {
  const { fromRecordId, intoRecordId } = merge;
  const now = ctx.clock.now();
  const ended = await ctx.db
    .update(callLinks)
    .set({ endedAt: now })
    .where(
      and(eq(callLinks.workspaceId, ctx.workspaceId), eq(callLinks.recordId, fromRecordId), isNull(callLinks.endedAt)),
    )
    .returning();
  for (const link of ended) {
    // What a person said stands above what was found of the other record.
    if (link.method === 'manual') await endLink({ ctx, callId: link.callId, recordId: intoRecordId });
    const next = { ...link, id: ctx.ids.create('callLink'), recordId: intoRecordId, createdAt: now, endedAt: null };
    await ctx.db.insert(callLinks).values(next).onConflictDoNothing();
  }
  return ended.length;
}

async function endLink({ ctx, callId, recordId }: { ctx: Context; callId: string; recordId: string }): Promise<void> {
  const isOfCall = and(eq(callLinks.workspaceId, ctx.workspaceId), eq(callLinks.callId, callId));
  await ctx.db
    .update(callLinks)
    .set({ endedAt: ctx.clock.now() })
    .where(and(isOfCall, eq(callLinks.recordId, recordId), isNull(callLinks.endedAt)));
}

/** One of the two is enough to choose from, with whatever spoke more for it. */
async function moveCandidates({ ctx, merge }: Moving): Promise<number> {
  const { fromRecordId, intoRecordId } = merge;
  const named = JSON.stringify([{ recordId: fromRecordId }]);
  const rows = await ctx.db
    .select({ callId: callMatches.callId, candidates: callMatches.candidates })
    .from(callMatches)
    .where(and(eq(callMatches.workspaceId, ctx.workspaceId), sql`${callMatches.candidates} @> ${named}::jsonb`));
  for (const { callId, candidates } of rows) {
    const best = new Map<string, DealCandidate>();
    for (const candidate of Candidates.parse(candidates)) {
      const recordId = candidate.recordId === fromRecordId ? intoRecordId : candidate.recordId;
      const known = best.get(recordId);
      if (known === undefined || known.score < candidate.score) best.set(recordId, { ...candidate, recordId });
    }
    await ctx.db
      .update(callMatches)
      .set({ candidates: [...best.values()] })
      .where(and(eq(callMatches.workspaceId, ctx.workspaceId), eq(callMatches.callId, callId)));
  }
  return rows.length;
}
