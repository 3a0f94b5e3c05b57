import { requireConnection } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { channelNames } from './channel-names.ts';
import { type ChannelRow, findChannel, findChatUser, findLinkedChannel, noteChannels } from './directory.ts';
import { usableOf } from './find-usable-channel.ts';
import type { AccountOfSubject, NotificationContext } from './notification-context.ts';
import type { NotificationDestination, NotificationSettings } from './schema.ts';

/** Where a message goes, and, where that is not the place that was meant, why. */
export interface Place {
  readonly channelId: string;
  readonly problem: SophiaError | null;
}

interface Question {
  readonly ctx: NotificationContext;
  readonly settings: NotificationSettings;
  readonly destination: NotificationDestination;
  readonly account: AccountOfSubject;
}

/**
 * The channel for a destination; one that cannot be used is named, and the default channel takes its place. Words from
 * outside and what is for one person alone go there or to nobody: of them `channel.unusable` is thrown.
 */
export async function resolvePlace(question: Question & { readonly mayFallBack: boolean }): Promise<Place> {
  const { destination, mayFallBack } = question;
  if (destination.to === 'default') return { channelId: await defaultChannel(question), problem: null };
  const meant = await intendedPlace(question);
  if (typeof meant === 'string') return { channelId: meant, problem: null };
  if (!mayFallBack && meant !== null) throw meant;
  return { channelId: await defaultChannel(question), problem: meant };
}

/** Throws `channel.unusable` where there is none that can be used: then nobody can be told. */
export async function defaultChannel({ ctx, settings }: Pick<Question, 'ctx' | 'settings'>): Promise<string> {
  const name = settings.defaultChannel ?? ctx.notify.defaultChannel;
  if (name === null) {
    throw new SophiaError(
      'channel.unusable',
      'Expected a default channel, found none: set SLACK_DEFAULT_CHANNEL, or one in the settings of notifications.',
    );
  }
  const usable = await usableChannel({ ctx, channel: await findChannel({ ctx, names: [name] }), name });
  if (typeof usable === 'string') return usable;
  throw usable;
}

/** The id of the channel that was meant, or what is wrong with it; an account without a channel is no problem. */
async function intendedPlace(question: Question): Promise<string | SophiaError | null> {
  const { ctx, destination, account, settings } = question;
  if (destination.to === 'channel') {
    const channel = await findChannel({ ctx, names: [destination.channel] });
    return usableChannel({ ctx, channel, name: destination.channel });
  }
  if (destination.to === 'owner') return ownerPlace(question);
  if (destination.to === 'chat_user') {
    return directPlace({ ctx, userId: destination.userId });
  }
  const linked = await linkedChannel(question);
  if (linked !== null) return usableChannel({ ctx, channel: linked, name: linked.name });
  if (account.companyName === null) return null;
  const names = channelNames({
    companyName: account.companyName,
    prefixes: settings.accountChannelPrefixes,
  });
  const channel = await findChannel({ ctx, names });
  return channel === null ? null : usableChannel({ ctx, channel, name: channel.name });
}

/** The channel that was opened for the deal, else the one of its account; an archived one of the deal is none. */
async function linkedChannel({ ctx, account: { recordId, dealRecordId } }: Question): Promise<ChannelRow | null> {
  const ofDeal = dealRecordId === undefined ? null : await findLinkedChannel({ ctx, recordId: dealRecordId });
  if (ofDeal !== null && !ofDeal.isArchived) return ofDeal;
  return recordId === null ? null : findLinkedChannel({ ctx, recordId });
}

async function ownerPlace({ ctx, account }: Question): Promise<string | SophiaError | null> {
  if (account.isOwnerUnread === true) throw ownerUnread();
  if (account.ownerEmail === null) {
    return new SophiaError('channel.unusable', 'Expected an owner with an e-mail address in the CRM, found none.');
  }
  const userId = await findChatUser({ ctx, email: account.ownerEmail });
  if (userId === null) {
    return new SophiaError(
      'channel.unusable',
      `Expected the owner in Slack by the address ${account.ownerEmail}, found nobody with it and nobody who was joined with its account (\`sophia users slack-link\`).`,
    );
  }
  return directPlace({ ctx, userId });
}

/** Of what waits for the owners of the CRM to be read; it passes by itself. */
export function ownerUnread(): SophiaError {
  return new SophiaError(
    'owner.unread',
    'Expected to know who owns the record, found that the owners of the CRM have not been read since it has that owner.',
  );
}

/** In a dry run no conversation is opened: the person stands for it. */
async function directPlace({ ctx, userId }: { ctx: NotificationContext; userId: string }): Promise<string> {
  if (ctx.notify.dryRun) return userId;
  return (await requireConnection(ctx.connections.chat).openDirectMessage(userId)).channelId;
}

/** A public channel is joined. */
async function usableChannel({
  ctx,
  channel,
  name,
}: {
  ctx: NotificationContext;
  channel: ChannelRow | null;
  name: string;
}): Promise<string | SophiaError> {
  const usable = usableOf({ channel, name });
  if (usable instanceof SophiaError) return usable;
  if (!usable.isMember && !ctx.notify.dryRun) {
    const refusal = await join({ ctx, channel: usable });
    if (refusal !== null) return refusal;
  }
  return usable.externalId;
}

async function join({ ctx, channel }: { ctx: NotificationContext; channel: ChannelRow }): Promise<SophiaError | null> {
  try {
    await requireConnection(ctx.connections.chat).joinChannel(channel.externalId);
    await noteChannels({ ctx, channels: [{ ...channel, isMember: true }] });
    return null;
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'channel.unusable') return error;
    throw error;
  }
}
