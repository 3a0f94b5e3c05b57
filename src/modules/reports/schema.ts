import { z } from 'zod';
import {
  ApprovalDecision,
  Battlecard,
  ChangeSet,
  Competitor,
  DeadLetter,
  DealStage,
  LedgerDay,
  LedgerGap,
  PipelineClock,
  PipelineForecast,
  SearchAnswer,
  SentimentLabel,
  Waterfall,
} from '#contracts';

/** Who has signed in and looks at a page. */
export const Viewer = z.strictObject({
  name: z.string(),
  email: z.string(),
  role: z.string(),
  /** Whether they may read what is proposed for the CRM; the menu offers nobody a page that is refused. */
  readsChanges: z.boolean().optional(),
});
export type Viewer = z.infer<typeof Viewer>;

/** Where a report's page leads: back to the list, and to the same report in other forms. Addresses are relative or absolute. */
export const ReportNavigation = z.strictObject({
  back: z.strictObject({ label: z.string().min(1), href: z.string().min(1) }).nullable(),
  links: z.array(z.strictObject({ label: z.string().min(1), href: z.string().min(1) })),
  viewer: Viewer.nullable(),
});
export type ReportNavigation = z.infer<typeof ReportNavigation>;

/** What a line of a list says about one analyzed call. */
export const ReportSummary = z.strictObject({
  title: z.string().nullable(),
  source: z.string(),
  date: z.iso.date().nullable(),
  /** People of the other side, or everyone where no side is known. */
  people: z.array(z.string()),
  durationMs: z.int().min(0).nullable(),
  words: z.int().min(0),
  stage: z.union([DealStage, z.literal('unknown')]),
  mood: SentimentLabel.nullable(),
  objections: z.int().min(0),
  openObjections: z.int().min(0),
  nextSteps: z.int().min(0),
  risks: z.int().min(0),
  openQuestions: z.int().min(0),
  /** Whether anyone is known to be of the other side; without it objections and risks are not looked for. */
  sidesKnown: z.boolean().default(true),
  proposed: z.int().min(0),
  kept: z.int().min(0),
  /** How many claims no longer hold. */
  broken: z.int().min(0),
  engine: z.string(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

/** One call of the server's list. `href` is null until there is a report to open. */
export const IndexCall = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting'), callId: z.string().nullable(), name: z.string() }),
  z.strictObject({ state: z.literal('analyzing'), callId: z.string().nullable(), name: z.string() }),
  z.strictObject({
    state: z.literal('failed'),
    callId: z.string().nullable(),
    name: z.string(),
    code: z.string(),
    message: z.string(),
    action: z.string(),
  }),
  z.strictObject({ state: z.literal('done'), callId: z.string(), href: z.string(), summary: ReportSummary }),
]);
export type IndexCall = z.infer<typeof IndexCall>;

/** One of the server's lists, the newest first. `olderHref` leads to the calls that are not on this page. */
export const IndexList = z.strictObject({
  calls: z.array(IndexCall),
  total: z.int().min(0),
  olderHref: z.string().nullable(),
});
export type IndexList = z.infer<typeof IndexList>;

/** How far work that is under way has come. */
export const IndexProgress = z.strictObject({ done: z.int().min(0), total: z.int().min(1) });
export type IndexProgress = z.infer<typeof IndexProgress>;

/** Which of the two lists is open: the calls of the workspace, or the example calls. */
export const IndexTab = z.enum(['calls', 'example']);
export type IndexTab = z.infer<typeof IndexTab>;

/** The state of what Sophia depends on, in a sentence each. */
export const IndexHealth = z.strictObject({
  state: z.enum(['healthy', 'degraded', 'starting', 'unhealthy']),
  problems: z.array(z.strictObject({ name: z.string(), reason: z.string(), action: z.string().nullable() })),
});
export type IndexHealth = z.infer<typeof IndexHealth>;

/** By what the list of calls is narrowed, as it stands in the form; empty for nothing. */
export const CallsFilter = z.strictObject({
  account: z.string(),
  person: z.string(),
  owner: z.string(),
  topic: z.string(),
  since: z.string(),
  until: z.string(),
});
export type CallsFilter = z.infer<typeof CallsFilter>;

/** The page that lists reports. `progress` is there while files are being worked on. */
export const IndexPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  tab: IndexTab,
  calls: IndexList,
  example: IndexList,
  progress: IndexProgress.nullable(),
  health: IndexHealth,
  filter: CallsFilter.optional(),
  /** Why nothing was looked for with these filters. */
  problem: z.strictObject({ message: z.string(), action: z.string() }).optional(),
});
export type IndexPage = z.infer<typeof IndexPage>;

/** The page that shows whether every call has arrived everywhere. */
export const LedgerPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  tab: IndexTab,
  /** The first day that is shown. */
  since: z.iso.date(),
  now: z.iso.datetime(),
  days: z.array(LedgerDay),
  gaps: z.array(LedgerGap),
  /** Calls that have not arrived yet and have no gap. */
  underWay: z.int(),
  undecided: z.array(LedgerGap),
  /** How many more there are of days before the first one. */
  undecidedBefore: z.int(),
  /** Events that failed in every try; none for who may not read the inbox. */
  deadLetters: z.array(DeadLetter),
  /** Whether whoever looks at it may have one tried again. */
  retries: z.boolean(),
  drifts: z.array(
    z.object({
      driftId: z.string(),
      source: z.string(),
      lines: z.array(
        z.object({
          label: z.string(),
          difference: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
      foundAt: z.iso.datetime(),
    }),
  ),
});
export type LedgerPage = z.infer<typeof LedgerPage>;

/** Which change sets the page shows: all, or those with a change in such a state. */
export const ChangesFilter = z.enum(['all', 'waiting', 'applied', 'conflict', 'failed', 'undone']);
export type ChangesFilter = z.infer<typeof ChangesFilter>;

/** The page that shows what is proposed for the CRM and what was written, with proof. */
export const ChangesPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  workspaceId: z.string().min(1),
  tab: IndexTab,
  filter: ChangesFilter,
  changeSets: z.array(ChangeSet),
  decisions: z.array(ApprovalDecision.extend({ decidedBy: z.string(), at: z.iso.datetime() })),
  olderHref: z.string().nullable(),
  /** Whether whoever looks at it may read the policy too. */
  readsPolicy: z.boolean(),
});
export type ChangesPage = z.infer<typeof ChangesPage>;

/** The page that lists the deals of the CRM. */
export const DealsPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  workspaceId: z.string().min(1),
  tab: IndexTab,
  filter: z.strictObject({
    name: z.string(),
    stage: z.string(),
    owner: z.string(),
    account: z.string(),
    closesFrom: z.string(),
    closesTo: z.string(),
  }),
  stages: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  owners: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  deals: z.array(
    z.strictObject({
      recordId: z.string(),
      name: z.string().nullable(),
      stage: z.string().nullable(),
      amount: z.string().nullable(),
      closeDate: z.string().nullable(),
      owner: z.string().nullable(),
      warnings: z.array(z.string()),
    }),
  ),
  nextHref: z.string().nullable(),
});
export type DealsPage = z.infer<typeof DealsPage>;

const Choices = z.array(z.strictObject({ id: z.string(), name: z.string() }));

/** The page of the forecast: what a period will bring, and what has changed. */
export const ForecastPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  workspaceId: z.string().min(1),
  tab: IndexTab,
  /** As it was asked; empty where nothing was chosen. */
  filter: z.strictObject({
    period: z.string(),
    asOf: z.string(),
    clock: PipelineClock,
    since: z.string(),
    owner: z.string(),
    team: z.string(),
    pipeline: z.string(),
  }),
  owners: Choices,
  teams: Choices,
  pipelines: Choices,
  /** Null where it could not be made: `problem` says why. */
  forecast: PipelineForecast.nullable(),
  problem: z.string().nullable(),
  /** Null where there is none: `noWaterfall` says why. */
  waterfall: Waterfall.nullable(),
  noWaterfall: z.string().nullable(),
});
export type ForecastPage = z.infer<typeof ForecastPage>;

/** Words of a call with the turn in which they stand. */
export const DealProof = z.strictObject({
  callId: z.string().nullable(),
  turn: z.int().min(0),
  quote: z.string(),
  speaker: z.string(),
});
export type DealProof = z.infer<typeof DealProof>;

/** A field of a deal with where its value comes from. */
export const DealField = z.strictObject({
  property: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  /** Who set it, as the CRM's history says; null where it says nothing. */
  setBy: z.strictObject({ who: z.string(), at: z.iso.datetime() }).nullable(),
  /** What Sophia wrote, where that is what stands there. */
  ours: z
    .strictObject({
      changeId: z.string(),
      rule: z.string(),
      policyRule: z.string(),
      decidedBy: z.array(z.string()),
      proofs: z.array(DealProof),
      notes: z.array(z.string()),
    })
    .nullable(),
  /** How many changes are proposed for it. */
  open: z.int().min(0),
});
export type DealField = z.infer<typeof DealField>;

const DealRemark = z.strictObject({ title: z.string(), text: z.string(), proofs: z.array(DealProof) });

/** The page of one deal: its fields with where each comes from, and what calls have brought to it. */
export const DealPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  workspaceId: z.string().min(1),
  tab: IndexTab,
  recordId: z.string(),
  name: z.string(),
  facts: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  /** The record in the CRM; null where none is connected. */
  address: z.string().nullable(),
  fields: z.array(DealField),
  /** With changes that wait; null where whoever asks may not read what is proposed. */
  waiting: z.array(ChangeSet).nullable(),
  warnings: z.array(z.strictObject({ title: z.string(), text: z.string(), since: z.iso.datetime() })),
  contradictions: z.array(DealRemark),
  promises: z.array(
    DealRemark.extend({
      state: z.enum(['open', 'overdue', 'kept', 'broken', 'dropped']),
      settled: z.string().nullable(),
    }),
  ),

  /** What is sold in it, sums in words. */
  lineItems: z.array(
    z.strictObject({
      name: z.string(),
      quantity: z.string().nullable(),
      price: z.string().nullable(),
      amount: z.string().nullable(),
    }),
  ),
  people: z.array(z.strictObject({ name: z.string(), role: z.string().nullable(), email: z.string().nullable() })),
  calls: z.array(z.strictObject({ callId: z.string(), title: z.string().nullable(), date: z.string().nullable() })),
  history: z.array(
    z.strictObject({ label: z.string(), value: z.string().nullable(), who: z.string(), at: z.iso.datetime() }),
  ),
});
export type DealPage = z.infer<typeof DealPage>;

/** What goes wrong on a page, for a person. `reference` is the id that the log knows it by. */
export const ErrorPage = z.strictObject({
  status: z.int().min(400).max(599),
  sentence: z.string().min(1),
  action: z.string().min(1),
  reference: z.string().nullable(),
  viewer: Viewer.nullable(),
  /** To which workspace the other pages lead; null for whoever has not come in yet. */
  tab: IndexTab.nullable(),
  back: z.strictObject({ label: z.string().min(1), href: z.string().min(1) }),
});
export type ErrorPage = z.infer<typeof ErrorPage>;

/** The page for asking: what could be asked first, and what stands in the line already. */
export const AskPage = z.strictObject({
  workspaceName: z.string(),
  viewer: Viewer.nullable(),
  workspaceId: z.string(),
  tab: IndexTab,
  /** As whom a question is asked: what the browser remembers of a conversation is theirs alone. */
  asker: z.string(),
  question: z.string(),
  suggestions: z.array(z.string()),
  /** The id of an answer that the page opens with; null where it begins empty. */
  answerId: z.string().nullable(),
});
export type AskPage = z.infer<typeof AskPage>;

/** The page of search: what was asked, and what was found or is wrong with it. */
export const SearchPage = z.strictObject({
  workspaceName: z.string(),
  viewer: Viewer.nullable(),
  workspaceId: z.string(),
  tab: IndexTab,
  asked: z.strictObject({
    query: z.string(),
    account: z.string().nullable(),
    deal: z.string().nullable(),
    person: z.string().nullable(),
    side: z.string().nullable(),
    topic: z.string().nullable(),
    kind: z.string().nullable(),
    since: z.string().nullable(),
    until: z.string().nullable(),
  }),
  /** Null where nothing was asked yet. */
  answer: SearchAnswer.nullable(),
  problem: z.strictObject({ message: z.string(), action: z.string() }).nullable(),
  moreHref: z.string().nullable(),
});
export type SearchPage = z.infer<typeof SearchPage>;

/** The page that lists competitors, and the battlecard of one of them. */
export const BattlecardPage = z.strictObject({
  workspaceName: z.string().min(1),
  viewer: Viewer.nullable(),
  workspaceId: z.string().min(1),
  tab: IndexTab,
  competitors: z.array(Competitor),
  card: Battlecard.nullable(),
});
export type BattlecardPage = z.infer<typeof BattlecardPage>;
