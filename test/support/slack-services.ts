import type { ApprovalDecision, Change, ChangeSet, ChatMessage, PipelineForecast } from '#contracts';
import { type ChannelPolicyPart, renderView, usualChannelPolicy } from '#modules/notifications';
import type { Actor, UserActor } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { DealQuestion, DecisionsWaiting, SlackServices, WrittenSet } from '#surfaces/slack';
import { sampleAnswer } from './sample-answer.ts';

export interface RecordedServices extends SlackServices {
  readonly asked: {
    readonly decisions: { readonly actor: Actor; readonly decisions: readonly ApprovalDecision[] }[];
    readonly deals: DealQuestion[];
    readonly channels: Readonly<Record<string, unknown>>[];
    readonly policies: { readonly channel: string | null; readonly policy: ChannelPolicyPart | null }[];
    readonly forecasts: string[];
    readonly resolved: Readonly<Record<string, unknown>>[];
    readonly questions: { readonly actor: Actor; readonly question: string; readonly conversation: string }[];
    readonly stops: { readonly actor: Actor; readonly conversation: string; readonly askedUntil: number }[];
    readonly ratings: { readonly answerId: string; readonly rating: 'up' | 'down'; readonly reason: string | null }[];
    readonly calls: {
      readonly from: string;
      readonly to: string;
      readonly account: string | null;
      readonly limit: number;
    }[];
  };
  /** As whom everybody acts from now on; null as long as nobody has an account, an error for whoever has none. */
  account: UserActor | SophiaError | null;
  /** What waits for whoever asks. */
  decisions: DecisionsWaiting;
  /** What they could take back. */
  written: WrittenSet[];
  /** The owner of the CRM whom Sophia has matched whoever asks with. */
  linkedOwner: string | null;
  /** The channel of Larkspur Hill. */
  accountChannel: string;
  /** Makes the next decision end with it. */
  failNext(error: Error): void;
  /** A card whose buttons can be pressed. */
  card(channelId: string): ChatMessage;
}

const change: Change = {
  changeId: 'chg_1',
  changeSetId: 'set_1',
  position: 0,
  target: { objectType: 'deal', externalId: '1' },
  targetName: 'Larkspur Hill renewal',
  action: { type: 'set_property', property: 'closedate', value: '2026-12-15' },
  oldValue: '2026-10-31',
  oldValueKept: false,
  oldValueSource: 'person',
  evidence: [],
  confidence: 0.8,
  rule: 'close-date-from-timeline',
  stakes: 'high',
  verdict: 'ask',
  policyRule: 'dates ask',
  reason: 'Close dates always ask.',
  state: 'waiting',
  editedValue: null,
  readBackValue: null,
  externalId: null,
  problem: null,
  appliedAt: null,
  undoneAt: null,
};

const changeSet: ChangeSet = {
  changeSetId: 'set_1',
  kind: 'call',
  title: 'Pricing with Larkspur Hill',
  callId: 'call_1',
  analysisId: null,
  dryRun: false,
  tainted: true,
  proposedAt: '2026-09-14T15:00:00Z',
  expiresAt: null,
  changes: [change],
};

const sampleForecast: PipelineForecast = {
  day: '2026-09-13',
  origin: 'nightly',
  period: { from: '2026-07-01', to: '2026-09-30', name: 'this quarter' },
  narrowed: '',
  currencies: [
    {
      currency: 'USD',
      won: { count: 1, amountMinor: 1_000_000 },
      open: { count: 4, amountMinor: 9_000_000 },
      buckets: [{ bucket: 'best_case', count: 2, amountMinor: 4_000_000 }],
      range: { lowMinor: 1_500_000, expectedMinor: 4_800_000, highMinor: 7_000_000 },
      refused: null,
      basis: { closed: 20, won: 10, byStageAndAge: 2, byStage: 2, byAll: 0 },
      track: { nights: 10, inside: 8, tooFew: 0, meanErrorMinor: 1, meanBiasMinor: 1, brier: 0.1, scores: [] },
    },
  ],
  quotas: [
    {
      currency: 'USD',
      quotaMinor: 6_000_000,
      closedMinor: 1_000_000,
      commitMinor: 0,
      gapMinor: 5_000_000,
      basis: 'owners',
      owners: 2,
    },
  ],
  quotaMissing: null,
  standings: [],
};

const larkspurChannel = { channelId: 'C1', name: 'acct-larkspur-hill', account: 'Larkspur Hill' };

/** The verbs behind the surface with fixed answers, which note what they were asked; the inbox is the real one. */
export function createSlackServices({ receiveEvent }: Pick<SlackServices, 'receiveEvent'>): RecordedServices {
  const asked: RecordedServices['asked'] = {
    decisions: [],
    deals: [],
    calls: [],
    channels: [],
    policies: [],
    forecasts: [],
    resolved: [],
    questions: [],
    stops: [],
    ratings: [],
  };
  const failures: Error[] = [];
  const lines = { address: null, amount: '$48,000', closeDate: '2026-12-15', owner: 'Maya Okafor' };
  const services: RecordedServices = {
    asked,
    account: null,
    decisions: { lines: [], total: 0, approvals: [], contradictions: [] },
    written: [],
    linkedOwner: null,
    accountChannel: larkspurChannel.channelId,
    identify: async () => {
      if (services.account instanceof SophiaError) throw services.account;
      return services.account;
    },
    hasAccounts: async () => services.account !== null,
    failNext: (error) => void failures.push(error),
    card: (channelId) => {
      const view = {
        ...change,
        target: change.targetName,
        field: 'Close date',
        newValue: '2026-12-15',
        isEditable: true,
        isUndoable: false,
      };
      const [message = { text: '', blocks: [] }] = renderView({
        kind: 'approval_request',
        changeSetId: 'set_1',
        title: changeSet.title,
        account: null,
        reportAddress: null,
        expiresAt: null,
        dryRun: false,
        changes: [
          { ...view, quote: null, note: null, contradiction: null, decisions: [], deciders: null, undone: null },
        ],
      });
      return { channelId, threadId: null, marker: 'card', ...message };
    },
    receiveEvent,
    getChangeSet: async () => changeSet,
    getChange: async () => change,
    wordChange: async () => ({ field: 'Close date', named: null }),
    listWaiting: async () => {
      const words = { field: 'Close date', oldValue: 'Sat, Oct 31, 2026', newValue: 'Tue, Dec 15, 2026' };
      return { changes: [{ changeId: 'chg_1', target: change.targetName, ...words }], total: 1 };
    },
    listWritten: async () => ({ sets: services.written }),
    decideChanges: async ({ ctx, input }) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      asked.decisions.push({ actor: ctx.actor, decisions: input.decisions });
      const decided = { state: 'approved' as const, outcome: 'decided' as const, missing: 0, problem: null };
      return { decided: input.decisions.map(({ changeId }) => ({ changeId, ...decided })) };
    },
    decideByReference: async ({ ctx, input }) => {
      const { reference: changeId, decision } = input;
      asked.decisions.push({ actor: ctx.actor, decisions: [{ changeId, decision, value: null, reason: null }] });
      return { decided: [{ changeId, state: 'approved', outcome: 'decided', missing: 0, problem: null }] };
    },
    undoChanges: async () => ({ undone: 2, refused: 1, underWay: 0, reasons: ['Dana set it since.'] }),
    resolveContradiction: async ({ input }) => {
      asked.resolved.push(input);
      return null;
    },
    settleCommitment: async () => null,
    listAccountChannels: async () => ({
      channels: [{ ...larkspurChannel, channelId: services.accountChannel, isArchived: false }],
    }),
    findChannelAccount: async ({ input }) => ({
      account: input.channelId === services.accountChannel ? larkspurChannel.account : null,
    }),
    openAccountChannel: async ({ input }) => {
      asked.channels.push(input);
      return { ...larkspurChannel, created: true };
    },
    renameAccountChannel: async ({ input }) => {
      asked.channels.push(input);
      return { ...larkspurChannel, before: 'acct-larkspur' };
    },
    closeAccountChannel: async ({ input }) => {
      asked.channels.push(input);
      return { ...larkspurChannel, archived: input.archive };
    },
    getChannelPolicy: async () => ({ policy: usualChannelPolicy, isFor: true }),
    listChannelPolicies: async () => ({ policies: [{ channelId: null, name: null, policy: usualChannelPolicy }] }),
    configureChannelPolicy: async ({ input: { channel, policy } }) => {
      asked.policies.push({ channel, policy });
      return { channelId: channel, name: channel, policy: usualChannelPolicy };
    },
    countInteractions: async () => ({ count: 0 }),
    listDealFilters: async () => ({
      stages: [
        { id: 's1', label: 'Discovery' },
        { id: 's2', label: 'Negotiation' },
      ],
      owners: [
        { id: 'o1', name: 'Maya Okafor', email: 'maya.okafor@tidewaterledger.example' },
        { id: 'o2', name: 'Luis Ferrer', email: 'luis.ferrer@tidewaterledger.example' },
      ],
    }),
    listDeals: async ({ input }) => {
      asked.deals.push(input);
      return { deals: [{ name: 'Larkspur Hill renewal', stage: 'Negotiation', ...lines }], total: 2 };
    },
    getDealBrief: async () => ({
      kind: 'deal_brief',
      deal: 'Larkspur Hill renewal',
      account: 'Larkspur Hill',
      address: null,
      meetingAt: null,
      facts: [{ name: 'Stage', value: 'Negotiation', address: null }],
      lastCalls: [],
      openCommitments: [],
      warnings: [],
      contradictions: [],
      waiting: [],
    }),
    getNextBrief: async ({ input: { member } }) => {
      if (!member.email.startsWith('maya.okafor')) return null;
      const meetingAt = '2026-09-15T15:00:00.000Z';
      return {
        kind: 'deal_brief',
        deal: 'Larkspur Hill renewal',
        account: 'Larkspur Hill',
        address: null,
        meetingAt,
        facts: [],
        lastCalls: [{ text: 'Pricing', address: 'http://127.0.0.1:8000/calls/call_1' }],
        openCommitments: [],
        warnings: [],
        contradictions: [],
        waiting: [],
      };
    },
    getForecast: async ({ input: { period } }) => {
      asked.forecasts.push(period);
      if (period === 'sometime') throw new SophiaError('input.invalid', 'Expected a period such as "this quarter".');
      return sampleForecast;
    },
    listDecisions: async () => services.decisions,
    listCalls: async ({ input }) => {
      asked.calls.push(input);
      if (input.account === 'sometime') throw new SophiaError('record.not-found', 'Expected one, found none.');
      const call = { callId: 'call_1', title: 'Pricing with Larkspur Hill', date: '2026-09-14', account: null };
      return {
        calls: [{ ...call, address: 'http://127.0.0.1:8000/calls/call_1' }],
        total: 6,
        accountName: input.account,
      };
    },
    getCallSummary: async () => ({
      kind: 'call_summary',
      title: 'Pricing with Larkspur Hill',
      account: null,
      deal: null,
      date: null,
      durationMinutes: null,
      people: [],
      outcome: null,
      keyPoints: [],
      nextSteps: [],
      risks: [],
      unclear: null,
      reportAddress: 'http://127.0.0.1:8000/calls/call_1',
      playerAddress: null,
    }),
    getLedger: async ({ input }) => {
      const counts = { expected: 4, received: 4, stored: 3, analyzed: 3, proposed: 3, written: 3, announced: 3 };
      const gap = {
        source: 'gong',
        externalId: '9',
        callId: null,
        title: 'Kick-off',
        address: null,
        day: input.day,
        attempts: 2,
      };
      return {
        days: [
          {
            source: 'gong',
            day: input.day,
            ...counts,
            history: 0,
            excluded: 1,
            keptOut: { private: 1, internal: 0, outOfScope: 0 },
            gaps: 1,
          },
        ],
        gaps: [
          {
            ...gap,
            missing: 'stored',
            cause: 'transcript_not_ready',
            detail: 'The transcript is not ready.',
            since: '2026-09-14T15:00:00Z',
            nextAttemptAt: null,
          },
        ],
      };
    },
    askQuestion: async ({ ctx, input, tell }) => {
      asked.questions.push({ actor: ctx.actor, ...input });
      for (const text of ['“bank integration” comes up ', 'in *12* turns of calls. '.repeat(10)]) {
        await tell?.({ type: 'text', text });
      }
      const isHelp = input.question.includes('what can you do');
      return { answer: { ...sampleAnswer, intent: isHelp ? 'help' : 'topics.said' }, baseUrl: 'http://127.0.0.1:8000' };
    },
    stopAnswer: async ({ ctx, input }) => {
      asked.stops.push({ actor: ctx.actor, ...input });
      return { wasUnderWay: true };
    },
    suggestQuestions: async ({ input: { account } }) => {
      const message = account === null ? 'Which deals close this quarter?' : `Where does ${account} stand?`;
      return { questions: [{ title: message, message }] };
    },
    rateAnswer: async ({ input }) => void asked.ratings.push(input),
    hasConversation: async ({ input }) =>
      asked.questions.some(({ conversation }) => conversation === input.conversation),
    getLinkedPerson: async () => ({
      name: 'Maya Okafor',
      crm: 'Maya Okafor (owner 61001)',
      ownerId: services.linkedOwner,
      calls: null,
    }),
  };
  return services;
}
