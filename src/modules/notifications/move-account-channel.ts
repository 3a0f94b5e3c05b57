import { RecordMerge } from '#contracts';
import { authorise } from '#modules/access';
import { audit } from '#platform/audit';
import type { Context, Verb } from '#platform/context';
import { transact } from '#platform/db';
import { parseInput } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { findLinkedChannel } from './directory.ts';
import { chatChannels } from './tables.ts';

/**
 * The channel of an account that was made one with another is the channel of that one, unless it has its own; then the
 * other belongs to no account any more. Nothing is renamed or archived in the chat.
 */
export async function moveAccountChannel({ ctx, input }: Verb<RecordMerge>): Promise<{ moved: number }> {
  authorise({ ctx, action: 'notification.send', resource: { type: 'crm_record', id: input.fromRecordId } });
  const merge = parseInput({ schema: RecordMerge, input, what: 'two records that were made one' });
  return transact({ ctx }, async (inner) => {
    const own = await findLinkedChannel({ ctx: inner, recordId: merge.intoRecordId });
    const isTaken = own !== null && !own.isArchived;
    const given = await inner.db
      .update(chatChannels)
      .set({ accountRecordId: isTaken ? null : merge.intoRecordId })
      .where(and(eq(chatChannels.workspaceId, inner.workspaceId), eq(chatChannels.accountRecordId, merge.fromRecordId)))
      .returning({ channelId: chatChannels.externalId });
    for (const { channelId } of given) {
      if (own !== null && !isTaken) await release({ ctx: inner, channelId: own.externalId });
      await audit({
        ctx: inner,
        action: 'account_channel.moved',
        resource: { type: 'notification', id: channelId },
        details: { ...merge, ownChannelId: own?.externalId ?? null },
      });
    }
    return { moved: given.length };
  });
}

/** An archived channel is no place to be told something. */
async function release({ ctx, channelId }: { ctx: Context; channelId: string }): Promise<void> {
  await ctx.db
    .update(chatChannels)
    .set({ accountRecordId: null })
    .where(and(eq(chatChannels.workspaceId, ctx.workspaceId), eq(chatChannels.externalId, channelId)));
}
