import { z } from 'zod';
import { authorise } from '#modules/access';
import { calls } from '#modules/calls';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, asc, eq, gte, inArray, lte, ne } from '#platform/sql';
import { isMeeting } from './is-held-meeting.ts';
import { seenCommitment } from './load-commitments.ts';
import { commitments } from './tables.ts';

const AgreedMeetingsInput = z.strictObject({
  dealRecordIds: z.array(z.string().min(1)).max(500),
  /** The first day; today where it is left out. */
  since: z.iso.date().optional(),
  until: z.iso.date(),
});
type AgreedMeetingsInput = z.infer<typeof AgreedMeetingsInput>;

export interface AgreedMeeting {
  readonly dealRecordId: string;
  readonly commitmentId: string;
  readonly callId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** When the call began that agreed on it. */
  readonly agreedAt: string;
}

/** The meetings that calls of these deals have agreed on for a day of these, the earliest first. */
export async function listAgreedMeetings({
  ctx,
  input,
}: Verb<AgreedMeetingsInput>): Promise<{ meetings: AgreedMeeting[] }> {
  authorise({ ctx, action: 'commitment.read', resource: { type: 'commitment', id: null } });
  const { dealRecordIds, since, until } = parseInput({ schema: AgreedMeetingsInput, input, what: 'deals and a day' });
  if (dealRecordIds.length === 0) return { meetings: [] };
  const now = ctx.clock.now();
  const rows = await ctx.db
    .select({
      dealRecordId: commitments.dealRecordId,
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
        inArray(commitments.dealRecordId, dealRecordIds),
        ne(commitments.state, 'dropped'),
        lte(calls.startedAt, now),
        gte(commitments.dueDate, since ?? now.toISOString().slice(0, 10)),
        lte(commitments.dueDate, until),
      ),
    )
    .orderBy(asc(commitments.dueDate), asc(commitments.id));
  return {
    meetings: rows.flatMap(({ dealRecordId, text, day, agreedAt, ...meeting }) =>
      dealRecordId !== null && day !== null && agreedAt !== null && isMeeting(text)
        ? [{ dealRecordId, ...meeting, day, agreedAt: agreedAt.toISOString() }]
        : [],
    ),
  };
}
