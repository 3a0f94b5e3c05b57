import { recordDrift } from '#modules/ledger';
import { requireConnection } from '#platform/context';
import { effects } from '#platform/db';
import { and, eq, sql } from '#platform/sql';
import type { NotificationContext } from './notification-context.ts';

/**
 * The message that an attempt has posted whose end nobody noted, where what it was about is gone by now: it is taken
 * note of, and named as standing outside. Null where none was posted.
 */
export async function findTold({
  ctx,
  key,
}: {
  ctx: NotificationContext;
  /** As `deliverMessages` has it. */
  key: string;
}): Promise<{ channelId: string; messageId: string } | null> {
  const begun = await ctx.db
    .select()
    .from(effects)
    .where(
      and(
        eq(effects.workspaceId, ctx.workspaceId),
        eq(effects.target, 'slack'),
        eq(effects.state, 'sending'),
        sql`starts_with(${effects.key}, ${`${key}:`})`,
      ),
    )
    .orderBy(effects.createdAt);
  const chat = requireConnection(ctx.connections.chat);
  for (const { id, key: own, marker, createdAt } of begun) {
    const channelId = own.slice(key.length + 1).split(':')[0] ?? '';
    const found = await chat.findMessage({ channelId, threadId: null, marker, since: createdAt });
    if (found === null) continue;
    const set = { state: 'done', externalId: found.externalId, updatedAt: ctx.clock.now() } as const;
    await ctx.db.update(effects).set(set).where(eq(effects.id, id));
    const label = `Slack message ${found.externalId} in ${channelId}`;
    const line = { label, difference: 'holds-words-of-a-removed-call', before: null, after: null };
    const drift = { source: 'gong', what: 'removed_calls', key: `told:${key}`, severity: 'high' } as const;
    await recordDrift({ ctx, input: { ...drift, lines: [line] } });
    return { channelId, messageId: found.externalId };
  }
  return null;
}
