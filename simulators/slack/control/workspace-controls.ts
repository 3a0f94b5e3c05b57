import { z } from 'zod';
import { addMember, createChannel, removeMember, renameChannel, setArchived } from '../change-channel.ts';
import { botScopes, slackConstants } from '../constants.ts';
import { verifyAddress } from '../events/verify-address.ts';
import { revokeToken } from '../methods/apps.ts';
import { findChannel, findPerson, PersonReference } from '../people/find-person.ts';
import { presentChannel } from '../present/present-channel.ts';
import type { User } from '../state.ts';
import { nowSeconds, type Workspace } from '../workspace.ts';
import { controlRoute } from './control-route.ts';

const { botToken, botUserId } = slackConstants;
const person = PersonReference.shape;
const ofChannel = { ...person, channel: z.string() };
const Address = z.url().nullable().optional();

/** What an administrator does, and what a test makes happen. */
export const workspaceControls = [
  controlRoute({
    path: '/_control/mode',
    takes: z.strictObject({
      mode: z.enum(['http', 'socket']).optional(),
      events: Address,
      interactivity: Address,
      commands: Address,
      answersAt: Address,
      patienceMs: z.int().min(1).optional(),
    }),
    run: async (workspace, { mode, events, answersAt, patienceMs, ...others }) => {
      const { state, tools } = workspace;
      state.mode = mode ?? state.mode;
      state.patienceMs = patienceMs ?? state.patienceMs;
      if (answersAt !== undefined) state.answersAt = answersAt;
      for (const [target, url] of Object.entries({ events, ...others })) {
        if (url !== undefined) tools.webhooks.setTarget(target, url);
      }
      const verification = typeof events === 'string' ? await verifyAddress(workspace, events) : null;
      return { mode: state.mode, targets: tools.webhooks.targets(), verification };
    },
  }),
  controlRoute({
    path: '/_control/channel',
    takes: z.discriminatedUnion('action', [
      z.strictObject({
        ...person,
        action: z.literal('create'),
        name: z.string(),
        isPrivate: z.boolean().default(false),
      }),
      z.strictObject({ ...ofChannel, action: z.literal('rename'), name: z.string() }),
      z.strictObject({ ...ofChannel, action: z.enum(['archive', 'unarchive', 'join', 'leave']) }),
      z.strictObject({ ...ofChannel, action: z.enum(['invite-bot', 'remove-bot']) }),
    ]),
    run: (workspace, given) => {
      const actor = findPerson(workspace, given);
      const channel =
        given.action === 'create'
          ? createChannel(workspace, { name: given.name, isPrivate: given.isPrivate, creatorId: actor.id })
          : findChannel(workspace, given.channel);
      if (given.action === 'rename') renameChannel(workspace, { channel, name: given.name, userId: actor.id });
      if (given.action === 'archive' || given.action === 'unarchive') {
        setArchived(workspace, { channel, archived: given.action === 'archive', userId: actor.id });
      }
      if (given.action === 'join') addMember(workspace, { channel, userId: actor.id, inviterId: null });
      if (given.action === 'leave') removeMember(workspace, { channel, userId: actor.id });
      if (given.action === 'invite-bot') addMember(workspace, { channel, userId: botUserId, inviterId: actor.id });
      if (given.action === 'remove-bot') removeMember(workspace, { channel, userId: botUserId });
      return { channel: presentChannel({ state: workspace.state, channel }) };
    },
  }),
  controlRoute({
    path: '/_control/user',
    takes: z.strictObject({ ...person, deactivated: z.boolean().optional(), email: z.email().nullable().optional() }),
    run: (workspace, { deactivated, email, ...reference }) => {
      const user = findPerson(workspace, reference);
      const change: Partial<User> = { updatedSeconds: nowSeconds(workspace) };
      if (deactivated !== undefined) change.deactivated = deactivated;
      if (email !== undefined) change.email = email;
      Object.assign(user, change);
      return { user };
    },
  }),
  controlRoute({
    path: '/_control/token',
    takes: z.strictObject({
      token: z.string().default(botToken),
      scopes: z.array(z.string()).nullable().optional(),
      revoked: z.boolean().optional(),
    }),
    run: (workspace, given) => {
      const token = workspace.state.tokens.find(({ value }) => value === given.token);
      if (token === undefined) throw new Error(`There is no token ${given.token}.`);
      if (given.scopes !== undefined) token.scopes = given.scopes ?? [...botScopes];
      if (given.revoked === true && !token.revoked) revokeToken(workspace, token);
      if (given.revoked === false) token.revoked = false;
      return { scopes: token.scopes, revoked: token.revoked };
    },
  }),
  controlRoute({
    path: '/_control/resend-event',
    takes: z.strictObject({ eventId: z.string().optional(), times: z.int().min(1).max(1000).default(1) }),
    run: (workspace, { eventId, times }) => {
      const body = workspace.sentEvents().findLast((each) => eventId === undefined || each['event_id'] === eventId);
      if (body === undefined) throw new Error(`No event${eventId === undefined ? '' : ` ${eventId}`} was sent yet.`);
      for (let count = 0; count < times; count += 1) workspace.resend(body);
      return { eventId: body['event_id'], times };
    },
  }),
  controlRoute({
    path: '/_control/socket',
    takes: z.strictObject({ action: z.enum(['warning', 'refresh_requested', 'link_disabled', 'drop']) }),
    run: ({ sockets }, { action }) => ({ sockets: act(sockets, action) }),
  }),
];

function act(
  sockets: Workspace['sockets'],
  action: 'warning' | 'refresh_requested' | 'link_disabled' | 'drop',
): number {
  return action === 'drop' ? sockets.drop() : sockets.disconnect(action);
}
