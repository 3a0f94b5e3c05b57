import { z } from 'zod';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import { requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findLinkedChannel, noChannelOf } from './directory.ts';
import { orNameTaken } from './name-taken.ts';
import type { NotificationContext } from './notification-context.ts';
import { ChannelName } from './schema.ts';
import { chatChannels } from './tables.ts';

const RenameInput = z.strictObject({ recordId: z.string().min(1), name: ChannelName });

/** Gives the channel of an account another name. */
export async function renameAccountChannel({
  ctx,
  input,
}: {
  ctx: NotificationContext;
  input: z.infer<typeof RenameInput>;
}): Promise<{ channelId: string; before: string }> {
  authorise({ ctx, action: 'channel.manage', resource: { type: 'notification', id: null } });
  const { recordId, name } = parseInput({ schema: RenameInput, input, what: 'a new name for a channel' });
  const channel = await findLinkedChannel({ ctx, recordId });
  if (channel === null) {
    throw noChannelOf(recordId);
  }
  const { externalId: channelId } = channel;
  const chat = requireConnection(ctx.connections.chat);
  await orNameTaken(name, () => chat.renameChannel({ channelId, name }));
  await transact({ ctx }, async (inner) => {
    await inner.db
      .update(chatChannels)
      .set({ name })
      .where(and(eq(chatChannels.workspaceId, inner.workspaceId), eq(chatChannels.externalId, channelId)));
    const resource = { type: 'notification', id: channelId };
    await audit({ ctx: inner, action: 'account_channel.renamed', resource, details: { before: channel.name, name } });
  });
  return { channelId, before: channel.name };
}
