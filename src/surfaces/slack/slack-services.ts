import type {
  Answer,
  AnswerEvent,
  ApprovalDecision,
  Change,
  ChangeSet,
  ChangeState,
  LedgerDay,
  LedgerGap,
  PipelineForecast,
} from '#contracts';
import type {
  ApprovalView,
  CallSummaryView,
  ChannelPolicy,
  ChannelPolicyPart,
  ContradictionView,
  DealBriefView,
} from '#modules/notifications';
import type { Context, UserActor } from '#platform/context';

export type { ChannelPolicy } from '#modules/notifications';

interface Request<Input> {
  readonly ctx: Context;
  readonly input: Input;
}

export interface DealLine {
  readonly name: string;
  readonly stage: string;
  /** As it is shown, with its currency; null where none is set. */
  readonly amount: string | null;
  readonly closeDate: string | null;
  readonly owner: string | null;
  readonly address: string | null;
}

export interface CallLine {
  readonly callId: string;
  readonly title: string;
  readonly date: string | null;
  readonly account: string | null;
  readonly address: string;
}

export interface DealFilters {
  readonly stages: readonly { readonly id: string; readonly label: string }[];
  readonly owners: readonly { readonly id: string; readonly name: string; readonly email: string | null }[];
}

export interface DealQuestion {
  readonly stageId: string | null;
  readonly ownerId: string | null;
  /** Calendar days, both included. */
  readonly closing: { readonly from: string; readonly to: string } | null;
  readonly limit: number;
}

export interface Decided {
  readonly changeId: string;
  readonly state: ChangeState;
  readonly outcome: 'decided' | 'counted' | 'already' | 'refused';
  /** How many others must agree yet. */
  readonly missing: number;
  readonly problem: { readonly message: string } | null;
}

/** Whoever asks: the member of the chat, and the address under which they act. */
interface Member {
  readonly userId: string;
  readonly email: string;
}

/** A person in each system, as far as they were matched; null where they were not. */
export interface LinkedPerson {
  readonly name: string;
  readonly crm: string | null;
  /** The id of the owner that they are in the CRM. */
  readonly ownerId: string | null;
  readonly calls: string | null;
}

/** A change that waits, in words: the field by its label, old and new value written out. */
export interface WaitingLine {
  readonly changeId: string;
  readonly target: string | null;
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string;
}

/** A set of which something stands in the CRM that may be taken back, newest first. */
export interface WrittenSet {
  /** Null where the set cannot be taken back as a whole: others decide on a part of it. */
  readonly changeSetId: string | null;
  readonly title: string;
  readonly changes: readonly WaitingLine[];
}

export interface AccountChannelLine {
  readonly channelId: string;
  readonly name: string;
  /** Of the company or deal. */
  readonly account: string;
}

/** What waits for somebody's word. */
export interface DecisionsWaiting {
  readonly lines: readonly {
    /** Of a change or a contradiction. */
    readonly id: string;
    readonly what: string;
    /** The words that may stand behind the id. */
    readonly options: readonly string[];
  }[];
  readonly total: number;
  readonly approvals: readonly ApprovalView[];
  readonly contradictions: readonly ContradictionView[];
}

/** The policy of a channel; without one, of all. */
export interface PolicyLine {
  readonly channelId: string | null;
  readonly name: string | null;
  readonly policy: ChannelPolicy;
}

/** The verbs that this surface offers, as whoever composes the process hands them in. */
export interface SlackServices {
  receiveEvent(
    request: Request<{
      source: 'slack';
      kind: string;
      dedupeKey: string;
      subject: string;
      payload: unknown;
      occurredAt: string | null;
    }>,
  ): Promise<{ inboxId: string; created: boolean }>;
  getChangeSet(request: Request<{ changeSetId: string }>): Promise<ChangeSet>;
  /** By its id or the beginning of it. Throws `change.not-found`. */
  getChange(request: Request<{ changeId: string }>): Promise<Change>;
  /** The field by its label, and the value as people call it, where it is one of a list. */
  wordChange(request: Request<{ change: Change }>): Promise<{ readonly field: string; readonly named: string | null }>;
  listWaiting(request: Request<{ limit: number }>): Promise<{ changes: readonly WaitingLine[]; total: number }>;
  decideChanges(
    request: Request<{ changeSetId?: string; decisions: readonly ApprovalDecision[] }>,
  ): Promise<{ decided: readonly Decided[] }>;
  /** A change, or all of a set that waits, named by as much of the id as only one has. */
  decideByReference(
    request: Request<{ reference: string; decision: 'approve' | 'reject' }>,
  ): Promise<{ decided: readonly Decided[] }>;
  /** Takes back a change or a set, named in the same way. */
  undoChanges(
    request: Request<{ reference: string }>,
  ): Promise<{ undone: number; refused: number; underWay: number; reasons: readonly string[] }>;
  /** What was written on the word of whoever has this address, or may be taken back on it. */
  listWritten(request: Request<{ email: string; limit: number }>): Promise<{ sets: readonly WrittenSet[] }>;
  /** What waits for the word of whoever asks, and where records differ that are theirs. */
  listDecisions(request: Request<{ member: Member; limit: number }>): Promise<DecisionsWaiting>;
  resolveContradiction(
    request: Request<{ contradictionId: string; state: 'crm_right' | 'call_right' | 'email_right' }>,
  ): Promise<unknown>;
  settleCommitment(request: Request<{ commitmentId: string; state: 'kept' | 'dropped' }>): Promise<unknown>;
  listAccountChannels(
    request: Request<Record<string, never>>,
  ): Promise<{ channels: readonly (AccountChannelLine & { readonly isArchived: boolean })[] }>;
  /** Of whom a channel is, where whoever asks may see them; null otherwise. */
  findChannelAccount(request: Request<{ channelId: string }>): Promise<{ account: string | null }>;
  /** `account` is the name of a company or deal, or a part of it; without a name the channel bears that of the account. */
  openAccountChannel(
    request: Request<{ account: string; name: string | null; isPrivate: boolean }>,
  ): Promise<AccountChannelLine & { readonly created: boolean }>;
  renameAccountChannel(
    request: Request<{ account: string; name: string }>,
  ): Promise<AccountChannelLine & { readonly before: string }>;
  closeAccountChannel(
    request: Request<{ account: string; archive: boolean }>,
  ): Promise<AccountChannelLine & { readonly archived: boolean }>;
  /** How Sophia behaves in a channel, and whether somebody with this address is answered there. */
  getChannelPolicy(
    request: Request<{ channelId: string; email: string | null }>,
  ): Promise<{ policy: ChannelPolicy; isFor: boolean }>;
  listChannelPolicies(request: Request<Record<string, never>>): Promise<{ policies: readonly PolicyLine[] }>;
  /** Of a channel by name or id, of all for null; no policy forgets what was said. */
  configureChannelPolicy(
    request: Request<{ channel: string | null; policy: ChannelPolicyPart | null }>,
  ): Promise<PolicyLine>;
  /** How often somebody was heard in a channel since then. */
  countInteractions(request: Request<{ userId: string; channelId: string; since: Date }>): Promise<{ count: number }>;
  listDealFilters(request: Request<Record<string, never>>): Promise<DealFilters>;
  listDeals(request: Request<DealQuestion>): Promise<{ deals: readonly DealLine[]; total: number }>;
  /** By its name or a part of it. Throws `record.not-found` with those that it may be. */
  getDealBrief(request: Request<{ text: string }>): Promise<DealBriefView>;
  /** Of the deal of the next meeting, within seven days, of whoever asks; null where there is none. */
  getNextBrief(request: Request<{ member: Member }>): Promise<DealBriefView | null>;
  /** Of the deals that whoever asks sees. Throws `input.invalid` with the forms of a period. */
  getForecast(request: Request<{ period: string }>): Promise<PipelineForecast>;
  /** Of an account where it is named; throws `record.not-found` where there is none of that name, or several. */
  listCalls(
    request: Request<{ from: string; to: string; account: string | null; limit: number }>,
  ): Promise<{ calls: readonly CallLine[]; total: number; accountName: string | null }>;
  /** By its id or a part of its title. */
  getCallSummary(request: Request<{ text: string }>): Promise<CallSummaryView>;
  getLedger(request: Request<{ day: string }>): Promise<{ days: readonly LedgerDay[]; gaps: readonly LedgerGap[] }>;
  /** The answer, and the address under which its proofs open; `tell` hears of it as it comes to be. */
  askQuestion(
    request: Request<{
      question: string;
      conversation: string;
      /** The place of the question in Slack's time, up to which it may be stopped. */
      askedAt: number;
      /** The conversations in which a word to stop ends it. */
      stoppedIn: readonly string[];
    }> & {
      readonly tell?: (event: AnswerEvent) => Promise<void> | void;
    },
  ): Promise<{ answer: Answer; baseUrl: string }>;
  /** Ends what whoever acts has asked there until then and is being answered; whether there was anything. */
  stopAnswer(request: Request<{ conversation: string; askedUntil: number }>): Promise<{ wasUnderWay: boolean }>;
  /** What could be asked first, as far as whoever asks may; of an account where one is named. */
  suggestQuestions(
    request: Request<{ account: string | null }>,
  ): Promise<{ questions: readonly { readonly title: string; readonly message: string }[] }>;
  rateAnswer(request: Request<{ answerId: string; rating: 'up' | 'down'; reason: string | null }>): Promise<unknown>;
  /** Whether something was asked in it already, so that what follows needs no mention. */
  hasConversation(request: Request<{ conversation: string }>): Promise<boolean>;
  getLinkedPerson(request: Request<{ userId: string; name: string }>): Promise<LinkedPerson>;
  /** The account of somebody whose address Slack has verified; null as long as nobody has one. Throws `account.missing`. */
  identify(request: Request<{ source: string; userId: string; email: string }>): Promise<UserActor | null>;
  /** Whether there are accounts, so that not everybody may read what somebody is answered. */
  hasAccounts(request: Request<Record<string, never>>): Promise<boolean>;
}
