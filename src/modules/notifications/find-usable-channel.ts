import type { ConnectedContext } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { type ChannelRow, findChannel } from './directory.ts';

/** The channel of this name, where Sophia is in it or may join it. Throws `channel.unusable`. */
export async function findUsableChannel({ ctx, name }: { ctx: ConnectedContext; name: string }): Promise<ChannelRow> {
  const usable = usableOf({ channel: await findChannel({ ctx, names: [name] }), name });
  if (usable instanceof SophiaError) throw usable;
  return usable;
}

/** The channel, or what is wrong with it: into a private one Sophia has to be invited. */
export function usableOf({ channel, name }: { channel: ChannelRow | null; name: string }): ChannelRow | SophiaError {
  const called = `#${name.replace(/^#/, '')}`;
  if (channel === null)
    return new SophiaError('channel.unusable', `Expected the channel ${called}, found none of that name.`);
  if (channel.isArchived)
    return new SophiaError('channel.unusable', `Expected ${called} in use, found it archived or gone.`);
  if (!channel.isMember && channel.isPrivate) {
    return new SophiaError('channel.unusable', `Expected Sophia in the private channel ${called}, found it no member.`);
  }
  return channel;
}
