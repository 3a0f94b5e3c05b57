import { closeNamedChannel, listNamedChannels, openNamedChannel, renameNamedChannel } from '#surfaces/operations';
import type { SlackServices } from '#surfaces/slack';
import type { FullContext } from './full-context.ts';

type ChannelServices = Pick<
  SlackServices,
  'listAccountChannels' | 'openAccountChannel' | 'renameAccountChannel' | 'closeAccountChannel'
>;

/** What people do with the channels of accounts, as the command line does it. */
export function channelServices(full: FullContext): ChannelServices {
  return {
    listAccountChannels: ({ ctx }) => listNamedChannels({ ctx: full(ctx) }),
    openAccountChannel: ({ ctx, input }) => openNamedChannel({ ctx: full(ctx), input }),
    renameAccountChannel: ({ ctx, input }) => renameNamedChannel({ ctx: full(ctx), input }),
    closeAccountChannel: ({ ctx, input }) => closeNamedChannel({ ctx: full(ctx), input }),
  };
}
