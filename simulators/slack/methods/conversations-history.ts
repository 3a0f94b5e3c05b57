import { z } from 'zod';
import { requireOwnChannel } from '../find.ts';
import { presentMessage, repliesTo } from '../present/present-message.ts';
import { SlackError } from '../slack-error.ts';
import type { Channel, Message, SlackState, Token } from '../state.ts';
import { Flag, Whole } from './arguments.ts';
import { defineMethod, type Method, requireScope } from './method.ts';
import { pageOf } from './page-of.ts';

const historyScopes = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];
const scopeOfKind = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;

const span = {
  channel: z.string(),
  cursor: z.string().optional(),
  oldest: z.string().optional(),
  latest: z.string().optional(),
  inclusive: Flag.default(false),
  include_all_metadata: Flag.default(false),
};
type Span = z.infer<z.ZodObject<typeof span>>;

export const conversationsHistoryMethods: readonly Method[] = [
  defineMethod({
    name: 'conversations.history',
    readOnly: true,
    tier: 'three',
    scopes: historyScopes,
    takes: z.object({ ...span, limit: Whole.default(100) }),
    answer: ({ workspace: { state }, token, given }) => {
      const channel = requireReadable({ state, id: given.channel, token });
      const items = state.messages
        .filter((message) => isInHistory(message, channel) && isInSpan(message, given))
        .toReversed();
      return {
        ...presentPage({ state, items, given }),
        pin_count: 0,
        channel_actions_ts: null,
        channel_actions_count: 0,
      };
    },
  }),
  defineMethod({
    name: 'conversations.replies',
    readOnly: true,
    tier: 'three',
    scopes: historyScopes,
    takes: z.object({ ...span, ts: z.string(), limit: Whole.default(1000) }),
    answer: ({ workspace: { state }, token, given }) => {
      const channel = requireReadable({ state, id: given.channel, token });
      const place = { channelId: channel.id, ts: given.ts };
      const named = state.messages.find(({ channelId, ts }) => channelId === channel.id && ts === given.ts);
      if (named === undefined || named.visibleTo !== null) throw new SlackError('thread_not_found');
      if (named.threadTs !== null && named.threadTs !== named.ts) return presentPage({ state, items: [named], given });
      const replies = repliesTo(state, place).filter((message) => isInSpan(message, given));
      return presentPage({ state, items: [named, ...replies], given });
    },
  }),
];

function requireReadable({ state, id, token }: { state: SlackState; id: string; token: Token | null }): Channel {
  const channel = requireOwnChannel(state, id);
  requireScope(token, `${scopeOfKind[channel.kind]}:history`);
  return channel;
}

/** Replies stand only in their thread, unless they were sent to the channel too. */
function isInHistory(message: Message, channel: Channel): boolean {
  const isReply = message.threadTs !== null && message.threadTs !== message.ts;
  return message.channelId === channel.id && message.visibleTo === null && (!isReply || message.isBroadcast);
}

function isInSpan({ ts }: Message, { oldest, latest, inclusive }: Span): boolean {
  const from = toMicros(oldest, 'invalid_ts_oldest');
  const until = toMicros(latest, 'invalid_ts_latest');
  const at = toMicros(ts, 'invalid_ts_oldest') ?? 0;
  const isAfter = from === null || at > from || (inclusive && at === from);
  const isBefore = until === null || at < until || (inclusive && at === until);
  return isAfter && isBefore;
}

function toMicros(ts: string | undefined, code: string): number | null {
  if (ts === undefined || ts === '' || ts === '0') return null;
  if (!/^\d+(\.\d+)?$/u.test(ts)) throw new SlackError(code);
  const [seconds = '0', fraction = ''] = ts.split('.');
  return Number(seconds) * 1e6 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function presentPage({
  state,
  items,
  given,
}: {
  state: SlackState;
  items: Message[];
  given: Span & { limit: number };
}) {
  const limit = Math.min(given.limit, 999);
  const { page, nextCursor } = pageOf({ items, idOf: ({ ts }) => ts, cursor: given.cursor, limit });
  const withMetadata = given.include_all_metadata;
  return {
    messages: page.map((message) => presentMessage({ state, message, withMetadata })),
    has_more: nextCursor !== '',
    ...(nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }),
  };
}
