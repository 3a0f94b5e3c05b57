import { z } from 'zod';
import { operationSchemas } from '#surfaces/local';
import { performOperation } from '#surfaces/operations';
import { readCursor, writeCursor } from '../cursor.ts';
import { declareOperation } from '../declare-operation.ts';
import { Cursor, limitUpTo, NextCursor, Reference } from '../fields.ts';
import { pageWithin } from '../page-within.ts';
import { vendorErrors } from '../vendor-errors.ts';

const tag = 'people';
const most = 200;
const Notifications = operationSchemas['notifications.list'];
const Account = Reference.describe('A company or deal by its name, a part of it, or its id.');
const ChannelName = z.string().min(1).max(80);
const channelErrors = [
  'record.not-found',
  'channel.unusable',
  'channel.name-taken',
  'vendor.off',
  ...vendorErrors,
] as const;

export const peopleOperations = [
  declareOperation({
    id: 'listPeople',
    method: 'GET',
    path: '/people',
    tag,
    summary: 'Our own people with what each system calls them',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      people: operationSchemas['people.list'].output.shape.people,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const { people } = await performOperation('people.list', { ...call, input: {} });
      const page = pageWithin({ operation: 'listPeople', query, rows: people, idOf: ({ personId }) => personId });
      return { people: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'moveIdentity',
    method: 'POST',
    path: '/identities/{identityId}/person',
    tag,
    summary: 'Says whose an identity is; null makes a person of its own',
    params: { identityId: Reference },
    body: z.strictObject({ personId: Reference.nullable() }),
    answer: operationSchemas['people.move'].output,
    errors: ['person.not-found'],
    run: ({ params, body, ...call }) => performOperation('people.move', { ...call, input: { ...params, ...body } }),
  }),
  declareOperation({
    id: 'listChannels',
    method: 'GET',
    path: '/channels',
    tag,
    summary: 'The channels of accounts in the chat',
    query: { limit: limitUpTo(most), cursor: Cursor },
    answer: z.strictObject({
      channels: operationSchemas['channels.list'].output.shape.channels,
      nextCursor: NextCursor,
    }),
    errors: ['cursor.malformed', 'record.not-found'],
    run: async ({ query, ...call }) => {
      const { channels } = await performOperation('channels.list', { ...call, input: {} });
      const page = pageWithin({ operation: 'listChannels', query, rows: channels, idOf: ({ channelId }) => channelId });
      return { channels: page.rows, nextCursor: page.nextCursor };
    },
  }),
  declareOperation({
    id: 'openChannel',
    method: 'POST',
    path: '/channels',
    tag,
    summary: 'Opens a channel for an account, or takes the one that there is',
    body: z.strictObject({
      account: Account,
      name: ChannelName.nullable().default(null).describe('Without one it is made from the name of the account.'),
      isPrivate: z.boolean().default(false),
    }),
    answer: operationSchemas['channels.open'].output,
    errors: channelErrors,
    run: ({ body, ...call }) => performOperation('channels.open', { ...call, input: body }),
  }),
  declareOperation({
    id: 'renameChannel',
    method: 'POST',
    path: '/channels/rename',
    tag,
    summary: 'Gives the channel of an account another name',
    body: z.strictObject({ account: Account, name: ChannelName }),
    answer: operationSchemas['channels.rename'].output,
    errors: channelErrors,
    run: ({ body, ...call }) => performOperation('channels.rename', { ...call, input: body }),
  }),
  declareOperation({
    id: 'closeChannel',
    method: 'POST',
    path: '/channels/close',
    tag,
    summary: 'Uses the channel of an account no more; with `archive`, archives it in the chat',
    body: z.strictObject({ account: Account, archive: z.boolean().default(false) }),
    answer: operationSchemas['channels.close'].output,
    errors: channelErrors,
    run: ({ body, ...call }) => performOperation('channels.close', { ...call, input: body }),
  }),
  declareOperation({
    id: 'listChannelPolicies',
    method: 'GET',
    path: '/channels/policies',
    tag,
    summary: 'How Sophia behaves in channels: first in all of which nothing else was said',
    answer: operationSchemas['channels.policies'].output,
    run: (call) => performOperation('channels.policies', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'configureChannelPolicy',
    method: 'PATCH',
    path: '/channels/policies',
    tag,
    summary: 'Says how Sophia behaves in a channel, or in all with null; what is not named stays',
    body: operationSchemas['channels.policy'].input,
    answer: operationSchemas['channels.policy'].output,
    errors: ['channel.unusable', 'vendor.off', ...vendorErrors],
    run: ({ body, ...call }) => performOperation('channels.policy', { ...call, input: body }),
  }),
  declareOperation({
    id: 'listNotifications',
    method: 'GET',
    path: '/notifications',
    tag,
    summary: 'What Sophia told in the chat, or could not, the newest first',
    query: { state: Notifications.input.shape.state.unwrap().optional(), limit: limitUpTo(200), cursor: Cursor },
    answer: z.strictObject({ notifications: Notifications.output.shape.notifications, nextCursor: NextCursor }),
    errors: ['cursor.malformed'],
    run: async ({ query, ...call }) => {
      const list = { operation: 'listNotifications', query };
      const input = { state: query.state ?? null, limit: query.limit, before: readCursor(list, query.cursor) };
      const { notifications, nextBefore } = await performOperation('notifications.list', { ...call, input });
      return { notifications, nextCursor: writeCursor(list, nextBefore) };
    },
  }),
  declareOperation({
    id: 'retryNotifications',
    method: 'POST',
    path: '/notifications/retry',
    tag,
    summary: 'Sends again what could not be delivered: these, or all with null',
    body: operationSchemas['notifications.retry'].input,
    answer: operationSchemas['notifications.retry'].output,
    errors: ['notification.not-found', 'notification.not-undeliverable'],
    run: ({ body, ...call }) => performOperation('notifications.retry', { ...call, input: body }),
  }),
  declareOperation({
    id: 'getNotificationSettings',
    method: 'GET',
    path: '/notifications/settings',
    tag,
    summary: 'Who is told of what, where and when',
    answer: operationSchemas['notifications.settings'].output,
    run: (call) => performOperation('notifications.settings', { ...call, input: {} }),
  }),
  declareOperation({
    id: 'configureNotifications',
    method: 'PATCH',
    path: '/notifications/settings',
    tag,
    summary: 'Changes the settings that are named, and leaves the others',
    body: operationSchemas['notifications.configure'].input,
    answer: operationSchemas['notifications.configure'].output,
    errors: ['channel.unusable', 'vendor.off', ...vendorErrors],
    run: ({ body, ...call }) => performOperation('notifications.configure', { ...call, input: body }),
  }),
];
