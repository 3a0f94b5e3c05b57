import type { ChangeState } from '#contracts';
import type { Severity } from './schema.ts';

/** Words that were said, and who said them. */
export interface QuoteView {
  readonly text: string;
  readonly speaker: string;
  /** The vendor's player at the second of the quote; null where there is none. */
  readonly address: string | null;
  /** The turn in the report of the call; null where there is none. */
  readonly turnAddress: string | null;
}

export interface PointView {
  readonly text: string;
  readonly address: string | null;
}

export interface CallSummaryView {
  readonly kind: 'call_summary';
  readonly title: string;
  readonly account: string | null;
  readonly deal: { readonly name: string; readonly address: string | null } | null;
  /** A calendar day, and the minutes that the call took. */
  readonly date: string | null;
  readonly durationMinutes: number | null;
  readonly people: readonly string[];
  readonly outcome: PointView | null;
  readonly keyPoints: readonly PointView[];
  readonly nextSteps: readonly NextStepView[];
  readonly risks: readonly RiskView[];
  /** The deals that fit the call alike, and where somebody finds how to say which it is. */
  readonly unclear: { readonly deals: readonly string[]; readonly address: string } | null;
  readonly reportAddress: string;
  readonly playerAddress: string | null;
}

export interface NextStepView extends PointView {
  readonly owner: string;
  readonly due: string | null;
}

export interface RiskView extends PointView {
  readonly severity: Severity;
}

export interface ChangeView {
  readonly changeId: string;
  readonly target: string | null;
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string;
  /** Whether a person may put another value in its place. */
  readonly isEditable: boolean;
  /** Whether it was written and can be taken back. */
  readonly isUndoable: boolean;
  readonly quote: QuoteView | null;
  readonly note: string | null;
  /** What call and CRM say against each other, where the decision settles it. */
  readonly contradiction: string | null;
  readonly confidence: number;
  readonly rule: string;
  readonly reason: string;
  readonly state: ChangeState;
  readonly problem: string | null;
  readonly decisions: readonly DecisionView[];
  /** In words, as long as it waits: whose word it waits for. */
  readonly deciders: string | null;
  /** Who asked for it back, and when, where it was undone or that was refused; otherwise null. */
  readonly undone: { readonly by: string; readonly at: string } | null;
}

export interface DecisionView {
  readonly by: string;
  readonly decision: 'approve' | 'edit' | 'reject';
  readonly reason: string | null;
  /** An instant in ISO form. */
  readonly at: string;
}

export interface ApprovalView {
  readonly kind: 'approval_request';
  readonly changeSetId: string;
  readonly title: string;
  readonly account: string | null;
  readonly reportAddress: string | null;
  readonly changes: readonly ChangeView[];
  readonly expiresAt: string | null;
  readonly dryRun: boolean;
}

export interface RiskWarningView {
  readonly kind: 'risk_warning';
  readonly severity: Severity;
  readonly warning: string;
  readonly deal: string;
  readonly dealAddress: string | null;
  readonly explanation: string;
  readonly quotes: readonly QuoteView[];
  readonly isCleared: boolean;
  readonly clearedBecause: string | null;
}

/** A promise: one that is due, or one that was not kept. */
export interface CommitmentView {
  readonly kind: 'commitment';
  readonly commitmentId: string;
  readonly text: string;
  readonly owner: string;
  readonly side: 'internal' | 'external' | 'unknown';
  readonly due: string | null;
  readonly isOverdue: boolean;
  readonly account: string | null;
  /** The call that it was made in. */
  readonly call: PointView | null;
  readonly quote: QuoteView;
  readonly state: 'open' | 'overdue' | 'kept' | 'broken' | 'dropped';
  /** What settled it, in words, and as it was said where a later call did. */
  readonly settled: { readonly because: string; readonly quote: QuoteView | null } | null;
}

export interface ContradictionView {
  readonly kind: 'contradiction';
  readonly contradictionId: string;
  readonly record: string;
  readonly recordAddress: string | null;
  readonly field: string;
  readonly crmValue: string | null;
  /** Who set what the CRM says, and when, in words. */
  readonly crmSource: string | null;
  readonly saidValue: string;
  /** Where that was said. */
  readonly saidIn: 'call' | 'email';
  readonly quote: QuoteView;
  /** What the other of call and e-mail says, where the two differ; the quote is null where it is not to be seen. */
  readonly other: { readonly value: string; readonly quote: QuoteView | null } | null;
  readonly state: 'open' | 'crm_right' | 'call_right' | 'email_right' | 'cleared';
  readonly resolvedBy: string | null;
  readonly resolvedBecause: string | null;
}

export interface GapView {
  readonly kind: 'gap';
  readonly title: string;
  /** The source's id of the call. */
  readonly externalId: string;
  readonly reportAddress: string | null;
  /** Where its source shows it. */
  readonly sourceAddress: string | null;
  readonly missing: string;
  readonly cause: string;
  readonly detail: string;
  readonly since: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly address: string | null;
}

/** Something at a vendor that is not as it was. */
export interface DriftView {
  readonly kind: 'drift';
  readonly title: string;
  readonly lines: readonly string[];
  /** What it means, and what is to be done. */
  readonly advice: string;
  /** An instant in ISO form. */
  readonly foundAt: string;
  readonly address: string | null;
}

/** A program that is told of events no more. */
export interface WebhookDisabledView {
  readonly kind: 'webhook_disabled';
  /** The host that nobody answers at. */
  readonly host: string;
  readonly endpointId: string;
  readonly reason: string;
  readonly advice: string;
}

/** Events of one source that could not be processed in any try. */
export interface DeadLettersView {
  readonly kind: 'dead_letters';
  /** The source by its name. */
  readonly source: string;
  readonly day: string;
  /** How many of that day are dead now. */
  readonly count: number;
  readonly letters: readonly {
    readonly inboxId: string;
    readonly what: string;
    readonly about: string;
    /** Where the source shows what it is about. */
    readonly aboutAddress: string | null;
    readonly cause: string;
  }[];
  readonly advice: string;
  readonly address: string | null;
}

export interface DailyDigestView {
  readonly kind: 'daily_digest';
  readonly day: string;
  readonly calls: number;
  readonly changesApplied: number;
  readonly waiting: readonly PointView[];
  readonly commitmentsDue: readonly PointView[];
  readonly warnings: readonly PointView[];
  readonly gaps: readonly PointView[];
  readonly address: string | null;
}

export interface DealBriefView {
  readonly kind: 'deal_brief';
  readonly deal: string;
  readonly account: string | null;
  readonly address: string | null;
  /** The meeting that it is for, an instant in ISO form. */
  readonly meetingAt: string | null;
  /** Stage, amount, close date, owner and whatever else is worth a line, in this order. */
  readonly facts: readonly { readonly name: string; readonly value: string; readonly address: string | null }[];
  readonly lastCalls: readonly PointView[];
  readonly openCommitments: readonly PointView[];
  readonly warnings: readonly PointView[];
  /** Where what was said speaks against the CRM. */
  readonly contradictions: readonly PointView[];
  /** Changes that wait for a decision. */
  readonly waiting: readonly PointView[];
}

/** What a rule has told because of an event of another system. */
export interface OutsideMessageView {
  readonly kind: 'outside_message';
  /** The rule by its name. */
  readonly trigger: string;
  /** With words from outside in it. */
  readonly text: string;
}

/** What a notification says, read when it is sent and again whenever it is shown anew. */
export type NotificationView =
  | CallSummaryView
  | ApprovalView
  | RiskWarningView
  | CommitmentView
  | ContradictionView
  | GapView
  | DriftView
  | WebhookDisabledView
  | DeadLettersView
  | DailyDigestView
  | DealBriefView
  | OutsideMessageView;
