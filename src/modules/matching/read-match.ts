import { z } from 'zod';
import { seenCall, seenRecord } from '#modules/access';
import { crmRecords } from '#modules/crm';
import type { Context } from '#platform/context';
import { buildOnce, type Database } from '#platform/db';
import { and, eq, inArray, isNull, type SQL, sql } from '#platform/sql';
import { CallMatch, DealCandidate } from './schema.ts';
import { callLinks, callMatches } from './tables.ts';

const Candidates = z.array(DealCandidate);

/** What is known of what a call is about; null where it was never looked for. */
export async function readMatch({ ctx, callId }: { ctx: Context; callId: string }): Promise<CallMatch | null> {
  const seen = seenCall(ctx, callMatches.callId);
  const statement = seen === undefined ? anyMatch(ctx.db) : matchOf(ctx.db, seen);
  const [row] = await statement.execute({ workspaceId: ctx.workspaceId, callId });
  if (row === undefined) return null;
  return CallMatch.parse({
    callId,
    state: row.state,
    manual: row.manual,
    attempts: row.attempts,
    corrections: row.corrections,
    links: await readLinks({ ctx, callId }),
    candidates: await seenCandidates({ ctx, candidates: Candidates.parse(row.candidates) }),
  });
}

/** A deal of others is no candidate for whoever does not see it. */
async function seenCandidates({
  ctx,
  candidates,
}: {
  ctx: Context;
  candidates: readonly DealCandidate[];
}): Promise<readonly DealCandidate[]> {
  const condition = seenRecord(ctx, crmRecords);
  if (condition === undefined || candidates.length === 0) return candidates;
  const ids = candidates.map(({ recordId }) => recordId);
  const rows = await ctx.db
    .select({ id: crmRecords.id })
    .from(crmRecords)
    .where(and(eq(crmRecords.workspaceId, ctx.workspaceId), inArray(crmRecords.id, ids), condition));
  const seen = new Set(rows.map(({ id }) => id));
  return candidates.filter(({ recordId }) => seen.has(recordId));
}

async function readLinks({ ctx, callId }: { ctx: Context; callId: string }): Promise<unknown[]> {
  const seen = seenRecord(ctx, crmRecords);
  const statement = seen === undefined ? anyLinks(ctx.db) : linksOf(ctx.db, seen);
  const rows = await statement.execute({ workspaceId: ctx.workspaceId, callId });
  return rows.map(({ link, name }) => ({
    objectType: link.objectType,
    recordId: link.recordId,
    name,
    party: link.party,
    method: link.method,
    confidence: link.confidence,
    evidence: link.evidence,
  }));
}

const anyMatch = buildOnce((db) => matchOf(db, undefined));
const anyLinks = buildOnce((db) => linksOf(db, undefined));

function matchOf(db: Database, seen: SQL | undefined) {
  const { workspaceId, callId } = callMatches;
  return db
    .select()
    .from(callMatches)
    .where(and(eq(workspaceId, sql.placeholder('workspaceId')), eq(callId, sql.placeholder('callId')), seen))
    .prepare('');
}

function linksOf(db: Database, seen: SQL | undefined) {
  return db
    .select({ link: callLinks, name: crmRecords.name })
    .from(callLinks)
    .innerJoin(crmRecords, eq(crmRecords.id, callLinks.recordId))
    .where(
      and(
        eq(callLinks.workspaceId, sql.placeholder('workspaceId')),
        eq(callLinks.callId, sql.placeholder('callId')),
        isNull(callLinks.endedAt),
        seen,
      ),
    )
    .orderBy(callLinks.objectType, callLinks.id)
    .prepare('');
}
