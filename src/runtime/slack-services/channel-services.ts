import { getRecord } from '#modules/crm';
import { listAccountChannels } from '#modules/notifications';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { closeNamedChannel, listNamedChannels, openNamedChannel, renameNamedChannel } from '#surfaces/operations';
import type { SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';

type ChannelServices = Pick<
  SlackServices,
  'listAccountChannels' | 'findChannelAccount' | 'openAccountChannel' | 'renameAccountChannel' | 'closeAccountChannel'
>;

/** What people do with the channels of accounts, as the command line does it. */
export function channelServices(full: FullContext): ChannelServices {
  return {
    listAccountChannels: ({ ctx }) => listNamedChannels({ ctx: full(ctx) }),
    findChannelAccount: ({ ctx, input }) => findChannelAccount({ ctx, ...input }),
    openAccountChannel: ({ ctx, input }) => openNamedChannel({ ctx: full(ctx), input }),
    renameAccountChannel: ({ ctx, input }) => renameNamedChannel({ ctx: full(ctx), input }),
    closeAccountChannel: ({ ctx, input }) => closeNamedChannel({ ctx: full(ctx), input }),
  };
}

/** Which channels there are is for few to read; whose one is may be known to whoever sees that company or deal. */
async function findChannelAccount({
  ctx,
  channelId,
}: {
  ctx: Context;
  channelId: string;
}): Promise<{ account: string | null }> {
  const system = { ...ctx, actor: { type: 'system', component: 'slack' } as const };
  const { channels } = await listAccountChannels({ ctx: system });
  const channel = channels.find((one) => one.channelId === channelId);
  if (channel === undefined) return { account: null };
  try {
    const { name, externalId } = await getRecord({ ctx, input: { recordId: channel.recordId } });
    return { account: name ?? externalId };
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'record.not-found') return { account: null };
    throw error;
  }
}
