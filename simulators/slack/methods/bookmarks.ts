import { z } from 'zod';
import { slackConstants } from '../constants.ts';
import { requireChannel } from '../find.ts';
import { SlackError } from '../slack-error.ts';
import { nextId, nowSeconds } from '../workspace.ts';
import { defineMethod, type Method } from './method.ts';

const mostBookmarks = 100;

export const bookmarkMethods: readonly Method[] = [
  defineMethod({
    name: 'bookmarks.add',
    tier: 'two',
    scopes: ['bookmarks:write'],
    takes: z.object({
      channel_id: z.string(),
      title: z.string(),
      type: z.string(),
      link: z.string().optional(),
      emoji: z.string().optional(),
    }),
    answer: ({ workspace, given }) => {
      const channel = requireChannel(workspace.state, given.channel_id);
      if (given.type !== 'link') throw new SlackError('invalid_bookmark_type');
      if (!/^https?:\/\//u.test(given.link ?? '')) throw new SlackError('invalid_link');
      if (channel.bookmarks.length >= mostBookmarks) throw new SlackError('too_many_bookmarks');
      const seconds = nowSeconds(workspace);
      const bookmark = {
        id: nextId(workspace, 'Bk'),
        channel_id: channel.id,
        title: given.title,
        link: given.link,
        emoji: given.emoji ?? '',
        icon_url: null,
        type: 'link',
        entity_id: null,
        date_created: seconds,
        date_updated: 0,
        rank: `${channel.bookmarks.length}`,
        last_updated_by_user_id: slackConstants.botUserId,
        last_updated_by_team_id: slackConstants.teamId,
        shortcut_id: '',
        app_id: slackConstants.appId,
        app_action_id: '',
      };
      channel.bookmarks.push(bookmark);
      return { bookmark };
    },
  }),
  defineMethod({
    name: 'bookmarks.list',
    readOnly: true,
    tier: 'three',
    scopes: ['bookmarks:read'],
    takes: z.object({ channel_id: z.string() }),
    answer: ({ workspace, given }) => ({ bookmarks: requireChannel(workspace.state, given.channel_id).bookmarks }),
  }),
  defineMethod({
    name: 'bookmarks.remove',
    tier: 'two',
    scopes: ['bookmarks:write'],
    takes: z.object({ channel_id: z.string(), bookmark_id: z.string() }),
    answer: ({ workspace, given }) => {
      const channel = requireChannel(workspace.state, given.channel_id);
      const kept = channel.bookmarks.filter(({ id }) => id !== given.bookmark_id);
      if (kept.length === channel.bookmarks.length) throw new SlackError('not_found');
      channel.bookmarks = kept;
      return {};
    },
  }),
];
