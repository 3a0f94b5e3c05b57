import { recordDrift } from '#modules/ledger';
import { requireConnection } from '#platform/context';
import { lookForEffects } from '#platform/effects';
import type { NotificationContext } from './notification-context.ts';

/**
 * The message that an attempt has posted and did not come to note, where what it was about is gone by now: it is taken
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
  const keyPrefix = `${key}:`;
  function channelOf(own: string): string {
    return own.slice(keyPrefix.length).split(':')[0] ?? '';
  }
  const chat = requireConnection(ctx.connections.chat);
  const { found } = await lookForEffects({
    ctx,
    target: 'slack',
    kind: 'post_message',
    keyPrefix,
    find: ({ key: own, marker, since }) =>
      chat.findMessage({ channelId: channelOf(own), threadId: null, marker, since }),
  });
  const [first] = found;
  if (first === undefined) return null;
  const lines = found.map(({ key: own, externalId }) => ({
    label: `Slack message ${externalId} in ${channelOf(own)}`,
    difference: 'holds-words-of-a-removed-call',
    before: null,
    after: null,
  }));
  const drift = { source: 'gong', what: 'removed_calls', key: `told:${key}`, severity: 'high' } as const;
  await recordDrift({ ctx, input: { ...drift, lines } });
  return { channelId: channelOf(first.key), messageId: first.externalId };
}
