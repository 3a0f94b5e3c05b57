import { z } from 'zod';

/** What every method of the Web API answers; a failure is in the body, beside status 200. */
export const SlackAnswer = z.looseObject({
  ok: z.boolean(),
  error: z.string().nullish(),
  needed: z.string().nullish(),
  provided: z.string().nullish(),
  response_metadata: z
    .looseObject({ next_cursor: z.string().nullish(), messages: z.array(z.string()).nullish() })
    .nullish(),
});
export type SlackAnswer = z.infer<typeof SlackAnswer>;

export const AuthTest = z.looseObject({
  team: z.string().nullish(),
  team_id: z.string(),
  user_id: z.string().nullish(),
  bot_id: z.string().nullish(),
});
export type AuthTest = z.infer<typeof AuthTest>;

export const PostedMessage = z.looseObject({ channel: z.string(), ts: z.string() });

const Metadata = z.looseObject({
  event_type: z.string().nullish(),
  event_payload: z.looseObject({ marker: z.string().nullish() }).nullish(),
});

export const MessageHistory = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        ts: z.string(),
        metadata: Metadata.nullish(),
        streaming_state: z.string().nullish(),
      }),
    )
    .nullish(),
  has_more: z.boolean().nullish(),
});

/** One page of a thread as people read it. */
export const ThreadPage = z.looseObject({
  messages: z
    .array(
      z.looseObject({
        ts: z.string(),
        user: z.string().nullish(),
        bot_id: z.string().nullish(),
        subtype: z.string().nullish(),
        text: z.string().nullish(),
        edited: z.looseObject({}).nullish(),
      }),
    )
    .nullish(),
});
export type ThreadPage = z.infer<typeof ThreadPage>;

/** Who can read a channel, from `conversations.info`. */
export const ChannelPrivacy = z.object({
  channel: z.object({
    is_private: z.boolean().default(false),
    is_im: z.boolean().default(false),
    is_mpim: z.boolean().default(false),
  }),
});

export const MemberPage = z.looseObject({ members: z.array(z.string()) });
export type MemberPage = z.infer<typeof MemberPage>;

export const SlackChannel = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  is_private: z.boolean().nullish(),
  is_archived: z.boolean().nullish(),
  is_member: z.boolean().nullish(),
});
export type SlackChannel = z.infer<typeof SlackChannel>;

export const ChannelAnswer = z.looseObject({ channel: SlackChannel });
export const ChannelList = z.looseObject({ channels: z.array(SlackChannel) });

export const SlackUser = z.looseObject({
  id: z.string(),
  team_id: z.string().nullish(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_ultra_restricted: z.boolean().nullish(),
  is_email_confirmed: z.boolean().nullish(),
  tz: z.string().nullish(),
  profile: z.looseObject({ email: z.string().nullish(), real_name: z.string().nullish() }).nullish(),
});
export type SlackUser = z.infer<typeof SlackUser>;

export const UserAnswer = z.looseObject({ user: SlackUser });
export const UserList = z.looseObject({ members: z.array(SlackUser) });
export const PermalinkAnswer = z.looseObject({ permalink: z.string() });

/** Most events name a person by the id; those about a changed person carry the whole of it. */
const EventUser = z.union([z.string(), z.looseObject({ id: z.string().nullish() }).transform(({ id }) => id ?? null)]);

/** An event of the Events API in its envelope; the same over HTTP and over a socket. */
export const SlackEventEnvelope = z.looseObject({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event_id: z.string().min(1),
  event_time: z.number(),
  authorizations: z.array(z.looseObject({ user_id: z.string().nullish() })).nullish(),
  event: z.looseObject({
    type: z.string().min(1),
    subtype: z.string().nullish(),
    user: EventUser.nullish(),
    bot_id: z.string().nullish(),
    channel: z.union([z.string(), z.looseObject({ id: z.string().nullish() })]).nullish(),
    channel_type: z.string().nullish(),
    text: z.string().nullish(),
    ts: z.string().nullish(),
    thread_ts: z.string().nullish(),
    tab: z.string().nullish(),
    assistant_thread: z
      .looseObject({
        user_id: z.string(),
        channel_id: z.string(),
        thread_ts: z.string(),
        context: z.looseObject({ channel_id: z.string().nullish() }).nullish(),
      })
      .nullish(),
  }),
});
export type SlackEventEnvelope = z.infer<typeof SlackEventEnvelope>;

export const SlackCommand = z.looseObject({
  command: z.string().min(1),
  text: z.string(),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string().min(1),
});
export type SlackCommand = z.infer<typeof SlackCommand>;

export const SlackBlockActions = z.looseObject({
  type: z.literal('block_actions'),
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string(), team_id: z.string().nullish() }),
  trigger_id: z.string().min(1),
  response_url: z.string().nullish(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  container: z.looseObject({ message_ts: z.string().nullish(), channel_id: z.string().nullish() }).nullish(),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().nullish() }).nullish(),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string(),
        block_id: z.string().nullish(),
        value: z.string().nullish(),
        action_ts: z.string().nullish(),
      }),
    )
    .min(1),
});
export type SlackBlockActions = z.infer<typeof SlackBlockActions>;

export const SlackViewSubmission = z.looseObject({
  type: z.literal('view_submission'),
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string(), team_id: z.string().nullish() }),
  trigger_id: z.string().nullish(),
  view: z.looseObject({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    hash: z.string().nullish(),
    state: z
      .looseObject({
        values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))).nullish(),
      })
      .nullish(),
  }),
});
export type SlackViewSubmission = z.infer<typeof SlackViewSubmission>;
