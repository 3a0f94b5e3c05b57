import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findLinkedChannel, noChannelOf } from './directory.ts';
import type { NotificationContext } from './notification-context.ts';
import { chatChannels } from './tables.ts';

const CloseAccountChannelInput = z.strictObject({ recordId: z.string().min(1), archive: z.boolean() });

/** Ends what `openAccountChannel` began; the channel is archived only where that is asked for. */
export async function closeAccountChannel({
  ctx,
  input,
}: {
  ctx: NotificationContext;
  input: z.infer<typeof CloseAccountChannelInput>;
}): Promise<{ channelId: string; name: string; archived: boolean }> {
  authorise({ ctx, action: 'channel.manage', resource: { type: 'notification', id: null } });
  const { recordId, archive } = parseInput({ schema: CloseAccountChannelInput, input, what: 'a channel to close' });
  const channel = await findLinkedChannel({ ctx, recordId });
  if (channel === null) {
    throw noChannelOf(recordId);
  }
  const { externalId } = channel;
  if (archive && !channel.isArchived) await requireConnection(ctx.connections.chat).archiveChannel(externalId);
  await transact({ ctx }, async (inner) => {
    await inner.db
      .update(chatChannels)
      .set({ accountRecordId: null, isArchived: archive || channel.isArchived })
      .where(and(eq(chatChannels.workspaceId, inner.workspaceId), eq(chatChannels.externalId, externalId)));
    await audit({
      ctx: inner,
      action: 'account_channel.closed',
      resource: { type: 'notification', id: externalId },
      details: { recordId, archived: archive },
    });
  });
  return { channelId: externalId, name: channel.name, archived: archive };
}
