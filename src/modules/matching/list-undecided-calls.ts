import { z } from 'zod';
import { commandIn, LedgerGap, webAddress } from '#contracts';
import { authorise, isAllowed, seenCall } from '#modules/access';
import { callSources, calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { and, count, desc, eq, gte, inArray, isNull, lt, lte, or } from '#platform/sql';
import { nextTryOf } from './next-try-of.ts';
import { DealCandidate } from './schema.ts';
import { callMatches } from './tables.ts';

/**
 * The calls from a day on, or up to another, and how many before it, of which no rule decides what they are about, the newest first: several deals fit one alike,
 * or the CRM knows nobody of it. Each is looked at again
 * daily for seven days, but where somebody has said something of it, and from the start waits for a person.
 */
export async function listUndecidedCalls({
  ctx,
  input,
}: Verb<{ since: string; until?: string | null; limit: number }>): Promise<{
  undecided: LedgerGap[];
  undecidedBefore: number;
}> {
  authorise({ ctx, action: 'ledger.read', resource: { type: 'ledger', id: null } });
  const { until = null } = input;
  const isUndecided = and(
    eq(callMatches.workspaceId, ctx.workspaceId),
    inArray(callMatches.state, ['ambiguous', 'unmatched']),
    seenCall(ctx, calls.id),
  );
  const rows = await ctx.db
    .select({ match: callMatches, call: calls, url: callSources.url })
    .from(callMatches)
    .innerJoin(calls, eq(calls.id, callMatches.callId))
    .leftJoin(callSources, eq(callSources.callId, calls.id))
    .where(and(isUndecided, gte(calls.callDate, input.since), until === null ? undefined : lte(calls.callDate, until)))
    .orderBy(desc(calls.callDate), desc(calls.id))
    .limit(input.limit);
  const [before] = await ctx.db
    .select({ calls: count() })
    .from(callMatches)
    .innerJoin(calls, eq(calls.id, callMatches.callId))
    .where(and(isUndecided, or(isNull(calls.callDate), lt(calls.callDate, input.since))));
  const maySay = isAllowed({ ctx, action: 'match.correct' });
  return { undecided: rows.map((row) => toGap({ ...row, maySay })), undecidedBefore: before?.calls ?? 0 };
}

function toGap({
  match,
  call,
  url,
  maySay,
}: {
  maySay: boolean;
  match: typeof callMatches.$inferSelect;
  call: typeof calls.$inferSelect;
  url: string | null;
}): LedgerGap {
  const { attempts, state, manual, firstTriedAt, lastTriedAt } = match;
  const nextAt = manual ? null : nextTryOf({ attempts, triedAt: lastTriedAt });
  const isUnclear = state === 'ambiguous';
  const next = maySay
    ? `Say what it is about: ${commandIn(call, `sophia calls link ${call.id.slice(-8)} --deal NAME`)}, or with --none deal.`
    : 'Revenue operations or an administrator can say what it is about.';
  return LedgerGap.parse({
    source: call.source,
    externalId: call.externalId,
    callId: call.id,
    title: call.title,
    address: webAddress(url),
    day: call.callDate ?? firstTriedAt.toISOString().slice(0, 10),
    missing: 'proposed',
    cause: isUnclear ? 'deal_unclear' : 'no_match',
    detail: `${isUnclear ? between(match.candidates) : ''}${next}`,
    since: firstTriedAt.toISOString(),
    attempts,
    nextAttemptAt: nextAt?.toISOString() ?? null,
  });
}

function between(candidates: unknown): string {
  const names = z
    .array(DealCandidate)
    .parse(candidates)
    .map(({ name, recordId }) => name ?? recordId);
  return `It may be ${names.join(' or ')}. `;
}
