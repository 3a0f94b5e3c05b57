import type { AnalysisReport, AnalyzedCall, Commitment, Evidence } from '#contracts';
import type { Context } from '#platform/context';
import { and, count, eq, isNull } from '#platform/sql';
import { isWorthFollowing } from './is-worth-following.ts';
import type { PromiseScope } from './promise-scope.ts';
import { commitments } from './tables.ts';

/** So many turns before a promise may name what it is about. */
const turnsBefore = 4;
const longestContext = 600;

/** Writes down the promises of a call that are worth it; says how many are new, and how many of the call are open. */
export async function writePromises({
  ctx,
  report,
  scope,
}: {
  ctx: Context;
  report: AnalysisReport;
  scope: PromiseScope;
}): Promise<{ made: number; openHere: number }> {
  const { callId } = report.envelope;
  const promises = worthFollowing(report).map((claim) => {
    const { quote, turn, start, end, speaker, side, sentence, startMs, endMs } = claim;
    return {
      id: ctx.ids.create('commitment'),
      workspaceId: ctx.workspaceId,
      callId,
      claimId: claim.id,
      ...scope,
      owner: claim.owner,
      side: claim.ownerSide,
      text: claim.text,
      context: contextOf({ call: report.result.call, claim }),
      evidence: { quote, turn, start, end, speaker, side, sentence, startMs, endMs },
      dueDate: claim.due?.date ?? null,
      state: 'open' as const,
      createdAt: ctx.clock.now(),
    };
  });
  const made = promises.length === 0 ? 0 : await write({ ctx, promises, scope });
  const [open] = await ctx.db
    .select({ count: count() })
    .from(commitments)
    .where(
      and(eq(commitments.workspaceId, ctx.workspaceId), eq(commitments.callId, callId), eq(commitments.state, 'open')),
    );
  return { made, openHere: open?.count ?? 0 };
}

/** One of each id, the first: a statement must not meet the same row twice. */
function worthFollowing({ result }: AnalysisReport): Commitment[] {
  const byId = new Map<string, Commitment>();
  for (const claim of result.findings.commitments.filter(isWorthFollowing)) {
    if (!byId.has(claim.id)) byId.set(claim.id, claim);
  }
  return [...byId.values()];
}

/** All at once; how many are new, or belong to a deal or a company only now. */
async function write({
  ctx,
  promises,
  scope,
}: {
  ctx: Context;
  promises: (typeof commitments.$inferInsert)[];
  scope: PromiseScope;
}): Promise<number> {
  const written = await ctx.db
    .insert(commitments)
    .values(promises)
    .onConflictDoUpdate({
      target: [commitments.callId, commitments.claimId],
      set: { dealRecordId: scope.dealRecordId, companyRecordId: scope.companyRecordId },
      setWhere: isNull(commitments.dealRecordId),
    })
    .returning({ id: commitments.id });
  return written.length;
}

/** What was said in the turns before and earlier in the same turn. */
function contextOf({ call, claim }: { call: AnalyzedCall; claim: Evidence }): string {
  const before = call.turns.filter(({ turn }) => turn < claim.turn && turn >= claim.turn - turnsBefore);
  const own = call.turns.find(({ turn }) => turn === claim.turn)?.text.slice(0, claim.start) ?? '';
  return [...before.map(({ text }) => text), own].join('\n').slice(-longestContext);
}
