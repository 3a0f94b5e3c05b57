import { z } from 'zod';

/** What a Slack workspace remembers, as plain data. Names of the wire appear only where a value is kept as it came. */
export const JsonObject = z.record(z.string(), z.unknown());
export type JsonObject = z.infer<typeof JsonObject>;

/** `1700000000.000100`: seconds and a counter, the identity of a message within its channel. */
const Timestamp = z.string().regex(/^\d+\.\d{6}$/u);

export const User = z.strictObject({
  id: z.string(),
  employeeKey: z.string().nullable(),
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string().nullable(),
  title: z.string(),
  phone: z.string().nullable(),
  timeZone: z.string(),
  isBot: z.boolean(),
  deactivated: z.boolean(),
  updatedSeconds: z.int(),
});
export type User = z.infer<typeof User>;

const Described = z.strictObject({ value: z.string(), creator: z.string(), lastSetSeconds: z.int() });

export const Channel = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['public', 'private', 'im', 'mpim']),
  creator: z.string(),
  createdSeconds: z.int(),
  archived: z.boolean(),
  topic: Described,
  purpose: Described,
  memberIds: z.array(z.string()),
  previousNames: z.array(z.string()),
  bookmarks: z.array(JsonObject),
});
export type Channel = z.infer<typeof Channel>;

/** What stands in input fields, by block and action, in Slack's form. */
export const ViewValues = z.record(z.string(), z.record(z.string(), JsonObject));
export type ViewValues = z.infer<typeof ViewValues>;

export const Message = z.strictObject({
  channelId: z.string(),
  ts: Timestamp,
  threadTs: Timestamp.nullable(),
  userId: z.string(),
  /** Set on what the app posted. */
  botId: z.string().nullable(),
  subtype: z.string().nullable(),
  text: z.string(),
  blocks: z.array(JsonObject).nullable(),
  attachments: z.array(JsonObject).nullable(),
  metadata: z.strictObject({ event_type: z.string(), event_payload: JsonObject }).nullable(),
  editedTs: Timestamp.nullable(),
  reactions: z.array(z.strictObject({ name: z.string(), userIds: z.array(z.string()) })),
  fileIds: z.array(z.string()),
  username: z.string().nullable(),
  iconEmoji: z.string().nullable(),
  /** The one person who sees an ephemeral message; it is in no history. */
  visibleTo: z.string().nullable(),
  isStreaming: z.boolean(),
  isBroadcast: z.boolean(),
  /** What each person has chosen in the fields of the message, by user, block and action. */
  inputs: z.record(z.string(), ViewValues),
  /** Further fields of a system message: `inviter`, `old_name` and the like. */
  extra: JsonObject,
});
export type Message = z.infer<typeof Message>;

export const View = z.strictObject({
  id: z.string(),
  hash: z.string(),
  type: z.enum(['modal', 'home']),
  userId: z.string(),
  /** What the app sent, completed with block and action ids. */
  content: JsonObject,
  values: ViewValues,
  /** What stands beneath the fields after a submission that was not taken, by block. */
  errors: z.record(z.string(), z.string()),
  rootViewId: z.string(),
  previousViewId: z.string().nullable(),
  isOpen: z.boolean(),
});
export type View = z.infer<typeof View>;

export const Token = z.strictObject({
  value: z.string(),
  kind: z.enum(['bot', 'app', 'user']),
  userId: z.string(),
  scopes: z.array(z.string()),
  revoked: z.boolean(),
});
export type Token = z.infer<typeof Token>;

export const Trigger = z.strictObject({
  id: z.string(),
  userId: z.string(),
  expiresMs: z.number(),
  used: z.boolean(),
  /** The modal from which the action came, under which a view may be pushed. */
  viewId: z.string().nullable(),
});
export type Trigger = z.infer<typeof Trigger>;

export const ResponseAddress = z.strictObject({
  id: z.string(),
  channelId: z.string(),
  userId: z.string(),
  /** The message that the action came from; null for a command. */
  messageTs: Timestamp.nullable(),
  threadTs: Timestamp.nullable(),
  uses: z.int(),
  expiresMs: z.number(),
});
export type ResponseAddress = z.infer<typeof ResponseAddress>;

export const StoredFile = z.strictObject({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  bytes: z.int(),
  uploaded: z.boolean(),
  completed: z.boolean(),
  userId: z.string(),
  createdSeconds: z.int(),
});
export type StoredFile = z.infer<typeof StoredFile>;

export const ScheduledMessage = z.strictObject({
  id: z.string(),
  channelId: z.string(),
  createdSeconds: z.int(),
  postAtSeconds: z.int(),
  text: z.string(),
  blocks: z.array(JsonObject).nullable(),
  threadTs: Timestamp.nullable(),
  metadata: Message.shape.metadata,
});
export type ScheduledMessage = z.infer<typeof ScheduledMessage>;

export const AssistantThread = z.strictObject({
  channelId: z.string(),
  threadTs: Timestamp,
  userId: z.string(),
  title: z.string().nullable(),
  status: z.string(),
  prompts: z.array(z.strictObject({ title: z.string(), message: z.string() })),
});
export type AssistantThread = z.infer<typeof AssistantThread>;

const Interaction = z.strictObject({
  at: z.string(),
  kind: z.string(),
  userId: z.string(),
  what: z.string(),
  acknowledged: z.boolean(),
  problem: z.string().nullable(),
  durationMs: z.int(),
});

export const SlackState = z.strictObject({
  team: z.strictObject({ id: z.string(), name: z.string(), domain: z.string() }),
  mode: z.enum(['http', 'socket']),
  /** Where the app answers, where something stands between it and Slack; null for Slack's own address. */
  answersAt: z.url().nullable().default(null),
  /** How long it waits until somebody's press, form or command is acknowledged. */
  patienceMs: z.int().min(1).default(3000),
  users: z.array(User),
  channels: z.array(Channel),
  messages: z.array(Message),
  views: z.array(View),
  tokens: z.array(Token),
  authorizationCodes: z.array(z.strictObject({ code: z.string(), scopes: z.array(z.string()), used: z.boolean() })),
  triggers: z.array(Trigger),
  responseAddresses: z.array(ResponseAddress),
  files: z.array(StoredFile),
  scheduled: z.array(ScheduledMessage),
  assistantThreads: z.array(AssistantThread),
  /** The last microsecond given to a message, so that no two share one. */
  lastTimestampMicros: z.number(),
  /** What people did in the app's messages and views, and what came back; the latest last. */
  interactions: z.array(Interaction),
});
export type SlackState = z.infer<typeof SlackState>;
