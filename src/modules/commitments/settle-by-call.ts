import { type AnalyzedCall, Side } from '#contracts';
import { calls } from '#modules/calls';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { alias, and, eq, inArray, lt, ne, or, sql } from '#platform/sql';
import { isHeldMeeting } from './is-held-meeting.ts';
import { judgePromises } from './judge-promises.ts';
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
  if (promises.length === 0) return [];
  const verdicts = judgePromises({ promises, call });
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
  const settling = alias(calls, 'settling');
  const rows = await ctx.db
    .select({ promise: commitments, settledAt: settling.startedAt })
    .from(commitments)
    .innerJoin(calls, eq(calls.id, commitments.callId))
    .leftJoin(settling, eq(settling.id, sql`${commitments.settledBy}->>'callId'`))
    .where(
      and(
        eq(commitments.workspaceId, ctx.workspaceId),
        inArray(commitments.state, ['open', 'kept', 'broken']),
        ne(commitments.callId, call.callId),
        condition,
        lt(calls.startedAt, startedAt),
      ),
    )
    .orderBy(calls.startedAt, commitments.id);
  return rows
    .filter(
      ({ promise, settledAt }) =>
        promise.state === 'open' || (settledAt === null ? isByActivity(promise.settledBy) : settledAt > startedAt),
    )
    .filter(({ promise }) => promise.repeats === null)
    .map(({ promise: { id, text, context, side, dueDate } }) => ({
      id,
      text,
      context,
      side: Side.parse(side),
      dueDate,
    }));
}

function isByActivity(settledBy: unknown): boolean {
  const parsed = Settlement.safeParse(settledBy);
  return parsed.success && parsed.data.by === 'activity';
}
