import { z } from 'zod';
import { authorise } from '#modules/access';
import { calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, gte, lte, ne } from '#platform/sql';
import { isMeeting } from './is-held-meeting.ts';
import { seenCommitment } from './load-commitments.ts';
import { commitments } from './tables.ts';

const AgreedMeetingsInput = z.strictObject({
  dealRecordId: z.string().min(1),
  /** The first day; today where it is left out. */
  since: z.iso.date().optional(),
  until: z.iso.date(),
});
type AgreedMeetingsInput = z.infer<typeof AgreedMeetingsInput>;

export interface AgreedMeeting {
  readonly commitmentId: string;
  readonly callId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** When the call began that agreed on it. */
  readonly agreedAt: string;
}

/** The meetings that calls of a deal have agreed on for a day of these, the earliest first. */
export async function listAgreedMeetings({
  ctx,
  input,
}: Verb<AgreedMeetingsInput>): Promise<{ meetings: AgreedMeeting[] }> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: null } });
  const { dealRecordId, since, until } = parseInput({ schema: AgreedMeetingsInput, input, what: 'a deal and a day' });
  const now = ctx.clock.now();
  const rows = await ctx.db
    .select({
      commitmentId: commitments.id,
      callId: calls.id,
      text: commitments.text,
      day: commitments.dueDate,
      agreedAt: calls.startedAt,
    })
    .from(commitments)
    .innerJoin(calls, eq(calls.id, commitments.callId))
    .where(
      and(
        eq(commitments.workspaceId, ctx.workspaceId),
        seenCommitment(ctx),
        eq(commitments.dealRecordId, dealRecordId),
        ne(commitments.state, 'dropped'),
        lte(calls.startedAt, now),
        gte(commitments.dueDate, since ?? now.toISOString().slice(0, 10)),
        lte(commitments.dueDate, until),
      ),
    )
    .orderBy(asc(commitments.dueDate), asc(commitments.id));
  return {
    meetings: rows.flatMap(({ text, day, agreedAt, ...meeting }) =>
      day !== null && agreedAt !== null && isMeeting(text)
        ? [{ ...meeting, day, agreedAt: agreedAt.toISOString() }]
        : [],
    ),
  };
}
