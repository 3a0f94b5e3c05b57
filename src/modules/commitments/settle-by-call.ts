import { isDeepStrictEqual } from 'node:util';
import { type AnalyzedCall, Side } from '#contracts';
import { calls } from '#modules/calls';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { and, eq, gt, inArray, isNull, lt, ne, or, type SQL, sql } from '#platform/sql';
import { isHeldMeeting } from './is-held-meeting.ts';
import { judgePromises, type PromiseVerdict } from './judge-promises.ts';
import { inScope, type PromiseScope } from './promise-scope.ts';
import { Settlement } from './schema.ts';
import { commitments } from './tables.ts';

export type SettlingCall = Pick<AnalyzedCall, 'date' | 'startedAt' | 'turns'> & { readonly callId: string };

interface Settling {
  readonly ctx: Context;
  readonly call: SettlingCall;
  readonly scope: PromiseScope;
}

type Outcome = 'kept' | 'broken';

/** Settles promises of earlier calls by what this call says of them, or by its taking place. */
export async function settleByCall(settling: Settling): Promise<Outcome[]> {
  const { ctx, call } = settling;
  const promises = await openBefore(settling);
  const settledHere = await settledByWordsOf(settling);
  if (promises.length + settledHere.length === 0) return [];
  const all = judgePromises<Before>({ promises: [...promises, ...settledHere], call });
  await followQuotes({ ctx, verdicts: all, settledHere });
  const verdicts = all.filter(({ promise }) => promises.includes(promise));
  const said = new Set(verdicts.map(({ promise }) => promise));
  const met = promises.filter((promise) => !said.has(promise) && isHeldMeeting({ promise, call }));
  const { callId } = call;
  const settled: { id: string; outcome: Outcome; settledBy: Settlement }[] = [
    ...verdicts.map(({ promise, outcome, evidence }) => ({
      id: promise.id,
      outcome,
      settledBy: { by: 'call' as const, callId, evidence },
    })),
    ...met.map(({ id }) => ({ id, outcome: 'kept' as const, settledBy: { by: 'meeting' as const, callId } })),
  ];
  for (const { id, outcome, settledBy } of settled) {
    await ctx.db
      .update(commitments)
      .set({ state: outcome, settledBy, settledAt: ctx.clock.now() })
      .where(
        and(eq(commitments.workspaceId, ctx.workspaceId), or(eq(commitments.id, id), eq(commitments.repeats, id))),
      );
    await publish({ ctx, event: { type: 'commitment.settled', commitmentId: id } });
  }
  return settled.map(({ outcome }) => outcome);
}

/** What this call has settled before: where its words were corrected, the quote is of those that count. */
async function followQuotes({
  ctx,
  verdicts,
  settledHere,
}: {
  ctx: Context;
  verdicts: readonly PromiseVerdict<Before>[];
  settledHere: readonly SettledBefore[];
}): Promise<void> {
  for (const { id, state, settledBy } of settledHere) {
    const verdict = verdicts.find(({ promise, outcome }) => promise.id === id && outcome === state);
    if (verdict === undefined || settledBy.by !== 'call') continue;
    if (isDeepStrictEqual(settledBy.evidence, verdict.evidence)) continue;
    await ctx.db
      .update(commitments)
      .set({ settledBy: { ...settledBy, evidence: verdict.evidence } })
      .where(
        and(eq(commitments.workspaceId, ctx.workspaceId), or(eq(commitments.id, id), eq(commitments.repeats, id))),
      );
    await publish({ ctx, event: { type: 'commitment.changed', commitmentId: id } });
  }
}

interface SettledBefore extends Before {
  readonly state: string;
  readonly settledBy: Settlement;
}

async function settledByWordsOf({ ctx, call }: Settling): Promise<SettledBefore[]> {
  const rows = await ctx.db
    .select()
    .from(commitments)
    .where(
      and(
        eq(commitments.workspaceId, ctx.workspaceId),
        sql`${commitments.settledBy} ->> 'callId' = ${call.callId}`,
        sql`${commitments.settledBy} ->> 'by' = 'call'`,
        isNull(commitments.repeats),
      ),
    )
    .orderBy(commitments.id);
  return rows.map(({ id, text, context, side, dueDate, state, settledBy }) => ({
    id,
    text,
    context,
    dueDate,
    state,
    side: Side.parse(side),
    settledBy: Settlement.parse(settledBy),
  }));
}

interface Before {
  readonly id: string;
  readonly text: string;
  readonly context: string;
  readonly side: Side;
  readonly dueDate: string | null;
}

/**
 * Promises of earlier calls that are open, or that a still later call has settled: the first call to speak of a promise
 * is the one that counts, in whatever order they come in. What people say counts before what the CRM shows.
 */
async function openBefore({ ctx, call, scope }: Settling): Promise<Before[]> {
  const condition = inScope(scope);
  if (condition === null || call.startedAt === null) return [];
  const startedAt = new Date(call.startedAt);
  const rows = await ctx.db
    .select({
      id: commitments.id,
      text: commitments.text,
      context: commitments.context,
      side: commitments.side,
      dueDate: commitments.dueDate,
    })
    .from(commitments)
    .innerJoin(calls, eq(calls.id, commitments.callId))
    .where(
      and(
        inArray(commitments.id, unsettledBefore({ ctx, condition, startedAt })),
        isNull(commitments.repeats),
        ne(commitments.callId, call.callId),
        lt(calls.startedAt, startedAt),
      ),
    )
    .orderBy(calls.startedAt, commitments.id);
  return rows.map(({ side, ...promise }) => ({ ...promise, side: Side.parse(side) }));
}

/**
 * What is open, what the CRM alone has settled, and what a later call has. Each by an index of its own, with its words
 * as they stand there: a company's promises of years are settled.
 */
function unsettledBefore({ ctx, condition, startedAt }: { ctx: Context; condition: SQL; startedAt: Date }): SQL {
  const later = ctx.db
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.workspaceId, ctx.workspaceId), gt(calls.startedAt, startedAt)));
  const settled = sql`${commitments.state} in ('kept', 'broken')`;
  const parts = [
    sql`${commitments.state} = 'open'`,
    sql`${settled} and ${commitments.settledBy} ->> 'by' = 'activity'`,
    sql`${settled} and ${commitments.settledBy} ->> 'callId' in (${later})`,
  ].map((part) => {
    const where = and(eq(commitments.workspaceId, ctx.workspaceId), condition, part);
    return sql`${ctx.db.select({ id: commitments.id }).from(commitments).where(where)}`;
  });
  return sql`(${sql.join(parts, sql` union `)})`;
}
