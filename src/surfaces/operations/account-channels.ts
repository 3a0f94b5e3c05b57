import { getRecord, resolveAccount } from '#modules/crm';
import {
  closeAccountChannel,
  listAccountChannels,
  openAccountChannel,
  renameAccountChannel,
} from '#modules/notifications';
import type { OperationName, OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

/** What one of these operations is given, wherever it is asked for. */
type Asked<Name extends OperationName> = Pick<OperationCall<Name>, 'ctx' | 'input'>;

/** The channels of accounts, each with the name of whose it is. */
export async function listNamedChannels({
  ctx,
}: Pick<OperationCall<'channels.list'>, 'ctx'>): Promise<OperationOutput<'channels.list'>> {
  const { channels } = await listAccountChannels({ ctx });
  const named: OperationOutput<'channels.list'>['channels'][number][] = [];
  for (const { recordId, ...channel } of channels) {
    const { name, externalId } = await getRecord({ ctx, input: { recordId } });
    named.push({ ...channel, account: name ?? externalId });
  }
  return { channels: named };
}

export async function openNamedChannel({
  ctx,
  input,
}: Asked<'channels.open'>): Promise<OperationOutput<'channels.open'>> {
  const { account, isPrivate } = input;
  const { recordId, name: accountName } = await resolveAccount({ ctx, input: { text: account } });
  const name = input.name === null ? null : plainName(input.name);
  const opened = await openAccountChannel({ ctx, input: { recordId, name, isPrivate } });
  return { ...opened, account: accountName ?? account };
}

export async function renameNamedChannel({
  ctx,
  input,
}: Asked<'channels.rename'>): Promise<OperationOutput<'channels.rename'>> {
  const { account } = input;
  const { recordId, name: accountName } = await resolveAccount({ ctx, input: { text: account } });
  const name = plainName(input.name);
  const renamed = await renameAccountChannel({ ctx, input: { recordId, name } });
  return { ...renamed, name, account: accountName ?? account };
}

export async function closeNamedChannel({
  ctx,
  input,
}: Asked<'channels.close'>): Promise<OperationOutput<'channels.close'>> {
  const { account, archive } = input;
  const { recordId, name } = await resolveAccount({ ctx, input: { text: account } });
  return { ...(await closeAccountChannel({ ctx, input: { recordId, archive } })), account: name ?? account };
}

/** People write a channel with its sign. */
function plainName(name: string): string {
  return name.trim().replace(/^#/, '');
}
