import { z } from 'zod';
import { authorise } from '#modules/access';
import { getRecord } from '#modules/crm';
import { audit } from '#platform/audit';
import { requireConnection } from '#platform/context';
import { transact } from '#platform/db';
import { performEffect } from '#platform/effects';
import { parseInput, SophiaError } from '#platform/errors';
import { and, eq } from '#platform/sql';
import { channelNames } from './channel-names.ts';
import { type ChannelRow, findChannel, noteChannels, renewDirectory } from './directory.ts';
import { orNameTaken } from './name-taken.ts';
import type { NotificationContext } from './notification-context.ts';
import { readSettings } from './read-settings.ts';
import { ChannelName } from './schema.ts';
import { chatChannels } from './tables.ts';

const OpenAccountChannelInput = z.strictObject({
  /** The company or deal in the mirror of the CRM. */
  recordId: z.string().min(1),
  /** Null is the name of the record, behind the first prefix of the settings. */
  name: ChannelName.nullable(),
  isPrivate: z.boolean(),
});

/** Makes a channel the one of an account: the one of that name is joined, and created where there is none. */
export async function openAccountChannel({
  ctx,
  input,
}: {
  ctx: NotificationContext;
  input: z.infer<typeof OpenAccountChannelInput>;
}): Promise<{ channelId: string; name: string; created: boolean }> {
  authorise({ ctx, action: 'channel.manage', resource: { type: 'notification', id: null } });
  const asked = parseInput({ schema: OpenAccountChannelInput, input, what: 'a channel of an account' });
  const { recordId } = asked;
  const wanted = { ...asked, name: asked.name ?? (await nameFor({ ctx, recordId })) };
  const known = await findChannel({ ctx, names: [wanted.name] });
  await assertFree({ ctx, known, recordId });
  const channelId = known === null ? await create({ ctx, wanted }) : await join({ ctx, channel: known });
  await transact({ ctx }, async (inner) => {
    const ofWorkspace = eq(chatChannels.workspaceId, inner.workspaceId);
    await inner.db
      .update(chatChannels)
      .set({ accountRecordId: null })
      .where(and(ofWorkspace, eq(chatChannels.accountRecordId, wanted.recordId)));
    await inner.db
      .update(chatChannels)
      .set({ accountRecordId: wanted.recordId, isMember: true })
      .where(and(ofWorkspace, eq(chatChannels.externalId, channelId)));
    await audit({
      ctx: inner,
      action: 'account_channel.opened',
      resource: { type: 'notification', id: channelId },
      details: { recordId: wanted.recordId, created: known === null },
    });
  });
  return { channelId, name: wanted.name, created: known === null };
}

type Wanted = z.infer<typeof OpenAccountChannelInput> & { readonly name: string };

async function nameFor({ ctx, recordId }: { ctx: NotificationContext; recordId: string }): Promise<string> {
  const { accountChannelPrefixes } = await readSettings(ctx);
  const record = await getRecord({ ctx, input: { recordId } });
  const prefixes = [accountChannelPrefixes.find((prefix) => prefix !== '') ?? ''];
  const [name] = channelNames({ companyName: record.name ?? '', prefixes });
  if (name !== undefined) return name;
  throw new SophiaError('input.invalid', 'Expected a name for the channel: none can be made of the name in the CRM.');
}

/** The channel of one account is not taken from it by another's. */
async function assertFree({
  ctx,
  known,
  recordId,
}: {
  ctx: NotificationContext;
  known: ChannelRow | null;
  recordId: string;
}): Promise<void> {
  const owner = known?.accountRecordId ?? null;
  if (known === null || owner === null || owner === recordId) return;
  const { name, externalId } = await getRecord({ ctx, input: { recordId: owner } });
  throw new SophiaError(
    'channel.name-taken',
    `Expected #${known.name} to belong to no other account, found it the channel of ${name ?? externalId}.`,
  );
}

async function create({ ctx, wanted }: { ctx: NotificationContext; wanted: Wanted }): Promise<string> {
  const chat = requireConnection(ctx.connections.chat);
  const { recordId, name, isPrivate } = wanted;
  const effect = {
    ctx,
    target: 'slack',
    kind: 'create_channel',
    key: `channel:${recordId}:${name}`,
    find: async () => {
      await renewDirectory(ctx);
      const found = await findChannel({ ctx, names: [name] });
      return found === null ? null : { externalId: found.externalId };
    },
    send: async () => {
      const channel = await chat.createChannel({ name, isPrivate });
      await noteChannels({ ctx, channels: [channel] });
      return { externalId: channel.externalId };
    },
  } as const;
  const { externalId } = await orNameTaken(name, () => performEffect(effect));
  return externalId;
}

async function join({ ctx, channel }: { ctx: NotificationContext; channel: ChannelRow }): Promise<string> {
  if (channel.isArchived) {
    throw new SophiaError('channel.unusable', `Expected #${channel.name} in use, found it archived.`);
  }
  if (!channel.isMember && channel.isPrivate) {
    throw new SophiaError('channel.unusable', `Expected Sophia in #${channel.name}, found it private and no member.`);
  }
  if (!channel.isMember) await requireConnection(ctx.connections.chat).joinChannel(channel.externalId);
  return channel.externalId;
}
