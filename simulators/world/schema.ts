import { z } from 'zod';

/**
 * The fictitious company that the simulators hold, as the seeded generator writes it: one world, seen by Gong as calls,
 * by HubSpot as records and by Slack as people and channels. Keys tie the parts together and no vendor ever shows them.
 */
const Key = z.string().min(1);
/** UTC, to the second. */
const Instant = z.iso.datetime();
const CalendarDate = z.iso.date();

/** One of our own people. An id is null where that vendor does not know the person. */
export const Employee = z.strictObject({
  key: Key,
  firstName: z.string(),
  lastName: z.string(),
  email: z.email(),
  /** Gong or Slack may know the person by another address: every one of them that is not `email`. */
  otherEmails: z.array(z.email()),
  /** The address each vendor knows; null where it does not know the person. */
  gongEmail: z.email().nullable(),
  slackEmail: z.email().nullable(),
  title: z.string(),
  role: z.enum(['representative', 'manager', 'executive', 'revenue_operations', 'customer_success']),
  managerKey: Key.nullable(),
  timeZone: z.string(),
  phone: z.string().nullable(),
  gongUserId: z.string().nullable(),
  hubspotOwnerId: z.string().nullable(),
  hubspotUserId: z.string().nullable(),
  slackUserId: z.string().nullable(),
  /** The day the person left, and the owner became archived. */
  leftAt: Instant.nullable(),
});
export type Employee = z.infer<typeof Employee>;

export const Account = z.strictObject({
  key: Key,
  name: z.string(),
  domain: z.string(),
  city: z.string(),
  state: z.string(),
  timeZone: z.string(),
  units: z.int(),
  segment: z.enum(['small', 'mid', 'large']),
  industry: z.string(),
  phone: z.string().nullable(),
  ownerKey: Key,
  isCustomer: z.boolean(),
  createdAt: Instant,
  /** The Slack channel that speaks of this account, without the #. */
  channelName: z.string().nullable(),
  /** Set on a second record of the same company, as an import left it. */
  duplicateOfKey: Key.nullable(),
});
export type Account = z.infer<typeof Account>;

export const Contact = z.strictObject({
  key: Key,
  accountKey: Key,
  firstName: z.string(),
  lastName: z.string(),
  email: z.email().nullable(),
  phone: z.string().nullable(),
  title: z.string(),
  buyingRole: z.enum(['champion', 'economic_buyer', 'technical', 'user', 'blocker', 'legal']).nullable(),
  /** Null where the CRM does not know the person, though they speak in calls. A later instant: they are added then. */
  inCrmSince: Instant.nullable(),
  leftAt: Instant.nullable(),
  duplicateOfKey: Key.nullable(),
});
export type Contact = z.infer<typeof Contact>;

/** Who set a value, as HubSpot's history says it. */
const ChangeSource = z.enum(['CRM_UI', 'IMPORT', 'INTEGRATION', 'AUTOMATION_PLATFORM', 'API']);

export const PropertyChange = z.strictObject({
  at: Instant,
  property: z.string(),
  /** As HubSpot keeps it: text; money with two decimals, a day as midnight UTC in ISO form. */
  value: z.string(),
  source: ChangeSource,
  /** The person, for CRM_UI. */
  employeeKey: Key.nullable(),
});
export type PropertyChange = z.infer<typeof PropertyChange>;

const Stage = z.strictObject({
  id: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  probability: z.number().min(0).max(1),
  isClosed: z.boolean(),
  isWon: z.boolean(),
});
export const Pipeline = z.strictObject({ id: z.string(), label: z.string(), stages: z.array(Stage) });
export type Pipeline = z.infer<typeof Pipeline>;

/** A deal property that this portal has beside HubSpot's own. */
export const CustomProperty = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(['string', 'number', 'date', 'enumeration', 'bool']),
  options: z.array(z.strictObject({ value: z.string(), label: z.string() })),
});
export type CustomProperty = z.infer<typeof CustomProperty>;

export const Deal = z.strictObject({
  key: Key,
  accountKey: Key,
  name: z.string(),
  pipelineId: z.string(),
  kind: z.enum(['new_business', 'expansion', 'renewal']),
  ownerKey: Key,
  contactKeys: z.array(Key),
  /** Every property the deal has, each change in order; the last one of a property is its value today. */
  changes: z.array(PropertyChange),
  createdAt: Instant,
  archivedAt: Instant.nullable(),
  duplicateOfKey: Key.nullable(),
});
export type Deal = z.infer<typeof Deal>;

/** A contact that somebody works on before there is a deal. */
export const Lead = z.strictObject({
  key: Key,
  accountKey: Key,
  contactKey: Key,
  name: z.string(),
  ownerKey: Key,
  /** Its type, label and stage, each change in order; the last one of a property is its value today. */
  changes: z.array(PropertyChange),
  createdAt: Instant,
});
export type Lead = z.infer<typeof Lead>;

export const CrmActivity = z.strictObject({
  key: Key,
  kind: z.enum(['note', 'email', 'task', 'meeting']),
  at: Instant,
  ownerKey: Key.nullable(),
  accountKey: Key,
  dealKey: Key.nullable(),
  contactKeys: z.array(Key),
  subject: z.string(),
  body: z.string(),
  direction: z.enum(['incoming', 'outgoing']).nullable(),
  completed: z.boolean().nullable(),
});
export type CrmActivity = z.infer<typeof CrmActivity>;

/** An e-mail on a deal that says something; as text, or as markup alone as some programs send it. */
export const Email = z.strictObject({
  key: Key,
  at: Instant,
  dealKey: Key,
  accountKey: Key,
  contactKey: Key,
  ownerKey: Key,
  direction: z.enum(['incoming', 'outgoing']),
  subject: z.string(),
  text: z.string().nullable(),
  html: z.string().nullable(),
});
export type Email = z.infer<typeof Email>;

export const CallParty = z.strictObject({
  /** What the transcript's sentences refer to; null for one who was invited and did not speak. */
  speakerId: z.string().nullable(),
  employeeKey: Key.nullable(),
  contactKey: Key.nullable(),
  name: z.string(),
  email: z.email().nullable(),
  phone: z.string().nullable(),
  title: z.string().nullable(),
  affiliation: z.enum(['Internal', 'External', 'Unknown']),
});
export type CallParty = z.infer<typeof CallParty>;

export const Monologue = z.strictObject({
  speakerId: z.string(),
  topic: z.string().nullable(),
  sentences: z.array(z.strictObject({ startMs: z.int(), endMs: z.int(), text: z.string().min(1) })).min(1),
});
export type Monologue = z.infer<typeof Monologue>;

/** Where a sentence of a truth stands: which monologue and which sentence of it. */
const Place = z.strictObject({ monologue: z.int().min(0), sentence: z.int().min(0) });

const Said = z.strictObject({ quote: z.string().min(1), speaker: z.string(), place: Place });

/** What a careful reader would mark in the call, written by the generator as it writes the call. */
export const CallTruth = z.strictObject({
  stage: z.string(),
  sentiment: z.strictObject({
    overall: z.enum(['positive', 'neutral', 'negative', 'mixed']),
    external: z.enum(['positive', 'neutral', 'negative', 'mixed']),
  }),
  objections: z.array(Said.extend({ kind: z.string(), answer: z.enum(['answered', 'partly', 'unanswered']) })),
  buyingSignals: z.array(Said.extend({ kind: z.string() })),
  questions: z.array(Said.extend({ answered: z.boolean() })),
  /** The two keys tie a promise to what became of it in a later call. */
  commitments: z.array(
    Said.extend({
      commitmentKey: Key,
      owner: z.string(),
      side: z.enum(['internal', 'external']),
      dueText: z.string().nullable(),
      due: CalendarDate.nullable(),
    }),
  ),
  competitors: z.array(Said.extend({ name: z.string() })),
  amounts: z.array(Said.extend({ minorUnits: z.int(), currency: z.string() })),
  dates: z.array(Said.extend({ resolved: CalendarDate })),
  risks: z.array(Said.extend({ kind: z.string() })),
});
export type CallTruth = z.infer<typeof CallTruth>;

export const Call = z.strictObject({
  key: Key,
  gongId: z.string(),
  gongWorkspaceId: z.string(),
  accountKey: Key.nullable(),
  /** The deal a person would file the call under; the simulators never tell. */
  dealKey: Key.nullable(),
  kind: z.enum([
    'cold_call',
    'discovery',
    'demo',
    'pricing',
    'security_review',
    'negotiation',
    'kickoff',
    'check_in',
    'renewal',
    'escalation',
    'lost',
  ]),
  title: z.string(),
  scheduledAt: Instant,
  startedAt: Instant,
  durationMs: z.int(),
  primaryEmployeeKey: Key,
  direction: z.enum(['Inbound', 'Outbound', 'Conference']),
  system: z.string(),
  isPrivate: z.boolean(),
  timeZone: z.string(),
  parties: z.array(CallParty),
  monologues: z.array(Monologue),
  /** What Gong's own analysis says of it, mistakes included. */
  gong: z.strictObject({
    brief: z.string(),
    keyPoints: z.array(z.string()),
    outcome: z.string().nullable(),
    topics: z.array(z.strictObject({ name: z.string(), durationMs: z.int() })),
    trackers: z.array(
      z.strictObject({ name: z.string(), phrases: z.array(z.strictObject({ text: z.string(), count: z.int() })) }),
    ),
  }),
  /** How long after the end until Gong has the transcript. */
  transcriptDelayMs: z.int().min(0),
  /** Who wrote the phrasings: `own`, or `outside` by someone who has not seen the analysis. Reported apart. */
  phrasing: z.enum(['own', 'outside']),
  truth: CallTruth,
});
export type Call = z.infer<typeof Call>;
export type CallKind = Call['kind'];

export const SlackChannel = z.strictObject({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  isPrivate: z.boolean(),
  memberKeys: z.array(Key),
  archivedAt: Instant.nullable(),
  /** Whether Sophia's bot is in it from the start. */
  botIsMember: z.boolean(),
});
export type SlackChannel = z.infer<typeof SlackChannel>;

/** What holds across calls and systems. */
export const WorldTruth = z.strictObject({
  /** What became of each promise, with the sentence of the later call that says so, or what was done in the CRM. */
  promises: z.array(
    z.strictObject({
      commitmentKey: Key,
      madeInCallKey: Key,
      outcome: z.enum(['kept', 'broken', 'open']),
      shownInCallKey: Key.nullable(),
      /** Where no call speaks of it: the e-mail or the task by which it was kept. */
      shownInActivityKey: Key.nullable(),
      quote: z.string().nullable(),
    }),
  ),
  contradictions: z.array(
    z.strictObject({
      dealKey: Key,
      callKey: Key,
      property: z.string(),
      crmValue: z.string(),
      saidValue: z.string(),
      quote: z.string(),
    }),
  ),
  /** What e-mails say against what the CRM holds today, or against what a call of those days said. */
  emailContradictions: z
    .array(
      z.strictObject({
        emailKey: Key,
        dealKey: Key,
        property: z.string(),
        against: z.enum(['crm', 'call']),
        callKey: Key.nullable(),
        saidValue: z.string(),
        quote: z.string(),
      }),
    )
    .default([]),
  warnings: z.array(z.strictObject({ dealKey: Key, kind: z.string(), from: Instant, until: Instant.nullable() })),
  departures: z.array(z.strictObject({ contactKey: Key, toldInCallKey: Key, quote: z.string() })),
  duplicates: z.array(z.strictObject({ kind: z.enum(['account', 'contact', 'deal']), keys: z.array(Key).length(2) })),
  /** Where each lead stands, the calls that belong to it for want of a deal, and the deal that it has become. */
  leads: z
    .array(
      z.strictObject({
        leadKey: Key,
        contactKey: Key,
        state: z.enum(['open', 'qualified', 'disqualified']),
        callKeys: z.array(Key),
        dealKey: Key.nullable(),
      }),
    )
    .default([]),
});
export type WorldTruth = z.infer<typeof WorldTruth>;

export const World = z.strictObject({
  seed: z.string(),
  /** The day the world is seen from: history lies before it, upcoming calls from it on. */
  today: CalendarDate,
  company: z.strictObject({ name: z.string(), domain: z.string(), timeZone: z.string(), currency: z.string() }),
  gongWorkspaces: z.array(z.strictObject({ id: z.string(), name: z.string(), description: z.string() })),
  employees: z.array(Employee),
  accounts: z.array(Account),
  contacts: z.array(Contact),
  pipelines: z.array(Pipeline),
  /** What the deals of this portal have beside HubSpot's own properties, enumerations with their options. */
  customDealProperties: z.array(CustomProperty),
  deals: z.array(Deal),
  activities: z.array(CrmActivity),
  /** A world that was kept before there were leads has none. */
  leads: z.array(Lead).default([]),
  emails: z.array(Email).default([]),
  /** History, oldest first. */
  calls: z.array(Call),
  /** Calls that a control address lets end, one after the other; their instants are those of the plot. */
  upcomingCalls: z.array(Call),
  channels: z.array(SlackChannel),
  truth: WorldTruth,
});
export type World = z.infer<typeof World>;
