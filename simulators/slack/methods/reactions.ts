import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { requireChannel, requireMessage } from '../find.ts';
import { presentMessage } from '../present/present-message.ts';
import { react, unreact } from '../react.ts';
import { SlackError } from '../slack-error.ts';
import type { Message } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { defineMethod, type Method } from './method.ts';

const { botUserId } = slackConstants;
const place = { channel: z.string(), timestamp: z.string() };

export const reactionMethods: readonly Method[] = [
  defineMethod({
    name: 'reactions.add',
    tier: 'three',
    scopes: ['reactions:write'],
    takes: z.object({ ...place, name: z.string() }),
    answer: ({ workspace, given }) => {
      const message = requireReactable(workspace, given);
      if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/u.test(given.name)) throw new SlackError('invalid_name');
      react(workspace, { message, name: given.name, userId: botUserId });
      return {};
    },
  }),
  defineMethod({
    name: 'reactions.remove',
    tier: 'two',
    scopes: ['reactions:write'],
    takes: z.object({ ...place, name: z.string() }),
    answer: ({ workspace, given }) => {
      unreact(workspace, { message: requireReactable(workspace, given), name: given.name, userId: botUserId });
      return {};
    },
  }),
  defineMethod({
    name: 'reactions.get',
    readOnly: true,
    tier: 'three',
    scopes: ['reactions:read'],
    takes: z.object(place),
    answer: ({ workspace, given }) => {
      const message = requireReactable(workspace, given);
      const shown = presentMessage({ state: workspace.state, message, withMetadata: false });
      return { type: 'message', channel: message.channelId, message: shown };
    },
  }),
];

function requireReactable({ state }: Workspace, given: { channel: string; timestamp: string }): Message {
  if (!/^\d+\.\d{6}$/u.test(given.timestamp)) throw new SlackError('bad_timestamp');
  const channel = requireChannel(state, given.channel);
  if (channel.archived) throw new SlackError('is_archived');
  return requireMessage(state, { channelId: channel.id, ts: given.timestamp });
}
