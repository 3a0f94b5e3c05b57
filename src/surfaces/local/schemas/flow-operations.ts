import { z } from 'zod';
import { ConnectionStep, DeadLetter, LedgerDay, LedgerGap } from '#contracts';
import { Nothing } from './nothing.ts';

const Problem = z.object({ code: z.string(), message: z.string(), action: z.string() });
const EventState = z.enum(['received', 'done', 'dead']);

const InboxLine = z.object({
  inboxId: z.string(),
  source: z.string(),
  kind: z.string(),
  subject: z.string(),
  state: EventState,
  attempts: z.int(),
  receivedAt: z.string(),
  problem: Problem.nullable(),
});

/** With what the vendor sent, as it came. */
const InboxDetails = InboxLine.extend({
  address: z.string().nullable().describe('Where the vendor shows what it is about; null where nowhere.'),
  occurredAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  payload: z.unknown(),
});

const SyncCursor = z.object({
  source: z.string(),
  stream: z.string(),
  lastSuccessAt: z.string().nullable(),
  lagSeconds: z.number().nullable(),
  lastCount: z.int(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  updatedAt: z.string(),
});

/** How one vendor is reached; `steps` is empty where it is off. */
const CheckedConnection = z.object({
  name: z.enum(['Gong', 'HubSpot', 'Slack']),
  state: z.enum(['on', 'off']),
  simulated: z.boolean(),
  reason: z.string().nullable(),
  action: z.string().nullable(),
  steps: z.array(ConnectionStep).readonly(),
});

const Drift = z.object({
  driftId: z.string(),
  source: z.string(),
  what: z.string(),
  lines: z.array(
    z.object({
      label: z.string(),
      difference: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  foundAt: z.string(),
});

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

/** What a rule names beyond these depends on what it starts. */
const TriggerLine = z.object({
  name: z.string(),
  enabled: z.boolean().describe('One that is not starts nothing.'),
  when: z.record(z.string(), z.union([Scalar, z.array(Scalar)])),
  start: z.enum(['take-in-call', 'sync-calls', 'sync-crm', 'send-brief', 'send-message']),
  call: z.string().optional().describe('Where an event has the id of the call.'),
  deal: z.string().optional().describe('Where an event has the id of the deal.'),
  to: z.object({ channel: z.string().optional(), person: z.string().optional() }).optional(),
  text: z.string().optional().describe('What is told, with the places of values in braces.'),
});

const CallRange = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() });

const NotificationLine = z.object({
  notificationId: z.string(),
  kind: z.string(),
  severity: z.string(),
  state: z.string(),
  channelId: z.string().nullable(),
  heldUntil: z.string().nullable(),
  problem: Problem.nullable(),
  createdAt: z.string(),
});

const QuietHours = z.object({
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  weekends: z.boolean(),
  exceptSeverity: z.enum(['low', 'medium', 'high']).nullable(),
});

const NotificationRoute = z.object({
  kind: z.string().nullish(),
  team: z.string().nullish(),
  minimumSeverity: z.enum(['low', 'medium', 'high']).nullish(),
  destination: z.object({ to: z.string(), channel: z.string().optional(), userId: z.string().optional() }),
});

const BriefSchedule = z.object({
  at: z.string(),
  timeZone: z.string(),
  days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])),
});

const DealBriefs = z.object({
  minutesBefore: z.int().nullable(),
  onStageChange: z.boolean(),
  schedule: BriefSchedule.nullable(),
});

const NotificationSettings = z.object({
  defaultChannel: z.string().nullable(),
  routes: z.array(NotificationRoute),
  muted: z.array(z.string()),
  quietHours: QuietHours.nullable(),
  digest: z.object({ at: z.string(), timeZone: z.string() }).nullable(),
  briefs: DealBriefs,
});

const kinds = [
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
] as const;

/** What can be asked about the way of calls through Sophia: ledger, inbox, syncs, vendors, messages. */
export const flowOperations = {
  'ledger.get': {
    input: z.strictObject({ since: z.iso.date().nullable(), gapLimit: z.int().min(1).max(1000) }),
    output: z.object({
      since: z.string(),
      days: z.array(LedgerDay),
      gaps: z.array(LedgerGap),
      drifts: z.array(Drift),
      /** Calls of all days that have not arrived yet and have no gap. */
      underWay: z.int(),
      /** Calls of which nothing decides what they are about, and how somebody says it. */
      undecided: z.array(LedgerGap),
      /** How many more there are of days before the first one. */
      undecidedBefore: z.int().default(0),
      /** Events that failed in every try, the last first; none for who may not read the inbox. */
      deadLetters: z.array(DeadLetter),
    }),
  },
  'inbox.list': {
    input: z.strictObject({
      state: EventState.nullable(),
      source: z.string().nullable(),
      limit: z.int().min(1).max(500),
      /** The id behind which the list goes on; null for its beginning. */
      after: z.string().min(1).nullable().default(null),
    }),
    output: z.object({ events: z.array(InboxLine) }),
  },
  'inbox.get': { input: z.strictObject({ inboxId: z.string().min(1) }), output: InboxDetails },
  'inbox.retry': { input: z.strictObject({ inboxId: z.string().min(1) }), output: z.null() },
  'triggers.list': {
    input: Nothing,
    output: z.object({
      file: z.string(),
      isOn: z.boolean().describe('Whether a secret is set; without one nobody can send an event.'),
      fault: z.string().nullable().describe('Why what is written in the file does not hold.'),
      triggers: z.array(TriggerLine),
    }),
  },
  'sync.status': { input: Nothing, output: z.object({ cursors: z.array(SyncCursor) }) },
  'sync.now': { input: Nothing, output: z.object({ streams: z.array(z.string()) }) },
  'sync.count': {
    input: CallRange,
    output: z.object({
      listed: z.int(),
      keptOut: z.int(),
      known: z.int(),
      fresh: z.int(),
      freshSeconds: z.number(),
      /** The models that would analyze; empty for the rules, which cost nothing. */
      models: z.array(z.string()),
      /** What one analyzed call has cost on average; null where none was paid for yet. */
      costPerCallMicroUsd: z.number().nullable(),
    }),
  },
  'sync.backfill': { input: CallRange, output: z.null() },
  'connections.check': { input: Nothing, output: z.object({ connections: z.array(CheckedConnection) }) },
  'notifications.list': {
    input: z.strictObject({
      state: z.enum(['waiting', 'sent', 'bundled', 'muted', 'undeliverable']).nullable(),
      limit: z.int().min(1).max(200),
      before: z.string().min(1).nullable().default(null),
    }),
    output: z.object({ notifications: z.array(NotificationLine), nextBefore: z.string().nullable() }),
  },
  'notifications.retry': {
    input: z.strictObject({ notificationIds: z.array(z.string().min(1)).min(1).max(500).nullable() }),
    output: z.object({ retried: z.int() }),
  },
  'notifications.settings': { input: Nothing, output: NotificationSettings },
  'notifications.configure': {
    input: z.strictObject({
      defaultChannel: z.string().nullable().optional(),
      muted: z.array(z.enum(kinds)).optional(),
      routes: z
        .array(
          z.strictObject({
            kind: z.enum(kinds).nullable(),
            team: z.string().min(1).nullable(),
            minimumSeverity: z.enum(['low', 'medium', 'high']).nullable(),
            destination: z.discriminatedUnion('to', [
              z.strictObject({ to: z.enum(['account_channel', 'owner', 'default']) }),
              z.strictObject({ to: z.literal('channel'), channel: z.string().min(1) }),
            ]),
          }),
        )
        .optional(),
      quietHours: QuietHours.nullable().optional(),
      digest: z.object({ at: z.string(), timeZone: z.string() }).nullable().optional(),
      briefs: DealBriefs.partial().optional(),
    }),
    output: NotificationSettings,
  },
} as const;
