import { z } from 'zod';
import { GapCause } from '#contracts';

export const NotificationKind = z.enum([
  'call_summary',
  'approval_request',
  'risk_warning',
  'commitment_due',
  'commitment_broken',
  'contradiction',
  'gap',
  'drift',
  'webhook_disabled',
  'dead_letters',
  'daily_digest',
  'deal_brief',
  'outside_message',
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const Severity = z.enum(['low', 'medium', 'high']);
export type Severity = z.infer<typeof Severity>;

/** An id or a vendor's id: no blank, so no sentence. */
const SubjectId = z.string().regex(/^[\w.:@/+-]{1,160}$/);

export const ChannelName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,79}$/, 'Expected small letters, digits, hyphens and underscores, 80 at most.');

/** What a notification is about: ids only, so that a text that is erased is gone from here as well. */
export const NotificationSubject = z
  .strictObject({
    callId: SubjectId,
    changeSetId: SubjectId,
    commitmentId: SubjectId,
    contradictionId: SubjectId,
    warningId: SubjectId,
    driftId: SubjectId,
    /** Of a webhook. */
    endpointId: SubjectId,
    /** A deal or company in the mirror of the CRM. */
    recordId: SubjectId,
    source: SubjectId,
    externalId: SubjectId,
    /** What keeps the call of a gap, where it is kept by several things. */
    cause: GapCause,
    /** An event of another system, and which of what it starts. */
    inboxId: SubjectId,
    position: z.int().min(0),
    day: z.iso.date(),
    /** Of the meeting that a brief is for; once it has begun, nobody is told. */
    startsAt: z.iso.datetime(),
  })
  .partial();
export type NotificationSubject = z.infer<typeof NotificationSubject>;

/** Where something is told: the account's channel, its owner alone, one person of the chat, the default channel, or a named one. */
export const NotificationDestination = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('account_channel') }),
  z.strictObject({ to: z.literal('owner') }),
  z.strictObject({ to: z.literal('chat_user'), userId: SubjectId }),
  z.strictObject({ to: z.literal('default') }),
  z.strictObject({ to: z.literal('channel'), channel: z.string().min(1).max(80) }),
]);
export type NotificationDestination = z.infer<typeof NotificationDestination>;

/** A destination as it is kept. Of one `place`, many that come together are bundled before it is known which channel it is. */
export const PlannedDestination = z.strictObject({
  destination: NotificationDestination,
  /** Whether whoever asked named it; otherwise the team of the account may still lead elsewhere. */
  isChosen: z.boolean(),
  place: z.string(),
});
export type PlannedDestination = z.infer<typeof PlannedDestination>;

/** The first line that fits says where. What a line leaves open fits everything. */
const NotificationRoute = z.strictObject({
  kind: NotificationKind.nullish(),
  team: z.string().min(1).nullish(),
  minimumSeverity: Severity.nullish(),
  destination: NotificationDestination,
});

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Expected a time of day such as 08:30.');
const TimeZone = z.string().refine(isTimeZone, 'Expected an IANA name such as America/Chicago.');

/** From `from` until `to`, across midnight where `to` is earlier; weekends whole where they are quiet. */
export const QuietHours = z.strictObject({
  from: LocalTime,
  to: LocalTime,
  timeZone: TimeZone,
  weekends: z.boolean(),
  /** What is at least this severe is told at once all the same; null lets nothing through. */
  exceptSeverity: Severity.nullable(),
});
export type QuietHours = z.infer<typeof QuietHours>;

const DailyDigest = z.strictObject({ at: LocalTime, timeZone: TimeZone });

const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** When owners are told where their deals stand: before a meeting, as a deal comes into another stage, and on days of the week. */
const DealBriefs = z.strictObject({
  /** Null tells nobody before meetings. */
  minutesBefore: z.int().min(5).max(1440).nullable(),
  onStageChange: z.boolean(),
  schedule: z.strictObject({ at: LocalTime, timeZone: TimeZone, days: z.array(Weekday).min(1).max(7) }).nullable(),
});

/** More than `after` for one place within `withinSeconds` become one message, sent `waitSeconds` later. */
const Bundling = z.strictObject({
  after: z.int().min(1).max(100),
  withinSeconds: z.int().min(1).max(86_400),
  waitSeconds: z.int().min(0).max(3600),
});
export type Bundling = z.infer<typeof Bundling>;

export const NotificationSettings = z.strictObject({
  /** Over SLACK_DEFAULT_CHANNEL; null keeps to that. */
  defaultChannel: z.string().min(1).max(80).nullable().default(null),
  routes: z.array(NotificationRoute).max(100).default([]),
  /** Kinds that nobody is told of. */
  muted: z.array(NotificationKind).default([]),
  quietHours: QuietHours.nullable().default(null),
  digest: DailyDigest.nullable().default(null),
  briefs: DealBriefs.extend({ onStageChange: z.boolean().default(false) }).default({
    minutesBefore: 30,
    onStageChange: false,
    schedule: null,
  }),
  bundling: Bundling.default({ after: 5, withinSeconds: 300, waitSeconds: 30 }),
  /** An account's channel is one of these and the company's name, as in acct-larkspur-hill. */
  accountChannelPrefixes: z
    .array(z.string().max(20))
    .default(['', 'acct-', 'account-', 'customer-', 'client-', 'deal-']),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** What is not named stays as it was. */
export const NotificationSettingsChange = z.strictObject({
  defaultChannel: z.string().min(1).max(80).nullable().optional(),
  routes: z.array(NotificationRoute).max(100).optional(),
  muted: z.array(NotificationKind).optional(),
  quietHours: QuietHours.nullable().optional(),
  digest: DailyDigest.nullable().optional(),
  briefs: DealBriefs.partial().optional(),
  bundling: Bundling.optional(),
  accountChannelPrefixes: z.array(z.string().max(20)).optional(),
});
export type NotificationSettingsChange = z.infer<typeof NotificationSettingsChange>;

export const RequestNotificationInput = z.strictObject({
  kind: NotificationKind,
  /** One notification per workspace and key, however often it is asked for. */
  key: z.string().min(1).max(300),
  severity: Severity,
  subject: NotificationSubject,
  /** Over what the routes say. */
  destination: NotificationDestination.nullish(),
  heldUntil: z.iso.datetime().nullish(),
});
export type RequestNotificationInput = z.infer<typeof RequestNotificationInput>;

export const NotificationId = z.strictObject({ notificationId: z.string().min(1) });
export type NotificationId = z.infer<typeof NotificationId>;

export const NotificationState = z.enum(['waiting', 'sent', 'bundled', 'muted', 'undeliverable']);
export type NotificationState = z.infer<typeof NotificationState>;

export const NotificationProblem = z.strictObject({ code: z.string(), message: z.string(), action: z.string() });
export type NotificationProblem = z.infer<typeof NotificationProblem>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
