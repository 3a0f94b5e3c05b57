import type { DeadLetter } from '#contracts';
import { authorise } from '#modules/access';
import type { ConnectedContext } from '#platform/context';
import { parseInput } from '#platform/errors';
import { and, count, desc, eq, gte, type SQL } from '#platform/sql';
import { addressOfSubject } from './address-of-subject.ts';
import { fromRow } from './get-event.ts';
import { DeadLettersQuestion } from './schema.ts';
import { inboxEvents } from './tables.ts';

/** The events that failed in every try, the last to be given up first, and how many there are of them in all. */
export async function listDeadLetters({
  ctx,
  input,
}: {
  ctx: ConnectedContext;
  input: DeadLettersQuestion;
}): Promise<{ deadLetters: DeadLetter[]; total: number }> {
  authorise({ ctx, action: 'inbox.read', resource: { type: 'inbox_event', id: null } });
  const { source, since, limit } = parseInput({ schema: DeadLettersQuestion, input, what: 'source, since and limit' });
  const conditions: SQL[] = [eq(inboxEvents.workspaceId, ctx.workspaceId), eq(inboxEvents.state, 'dead')];
  if (source !== null) conditions.push(eq(inboxEvents.source, source));
  if (since !== null) conditions.push(gte(inboxEvents.settledAt, new Date(since)));
  const [sum] = await ctx.db
    .select({ total: count() })
    .from(inboxEvents)
    .where(and(...conditions));
  const rows = await ctx.db
    .select()
    .from(inboxEvents)
    .where(and(...conditions))
    .orderBy(desc(inboxEvents.settledAt), desc(inboxEvents.id))
    .limit(limit);
  const deadLetters = await Promise.all(
    rows.map(fromRow).map(async (event) => {
      const { inboxId, kind, subject, problem, receivedAt, settledAt, attempts } = event;
      const address = await addressOfSubject({ ctx, event });
      return { inboxId, source: event.source, kind, subject, address, problem, receivedAt, settledAt, attempts };
    }),
  );
  return { deadLetters, total: sum?.total ?? 0 };
}
