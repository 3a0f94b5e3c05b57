import type { CrmDealActivity, CrmPropertyChange } from '#contracts';
import type { AgreedMeeting } from '#modules/commitments';
import type { CrmRecordRow } from '#modules/crm';
import type { DealLimits, StageDays } from './deal-limits.ts';
import type { WarningEvidence, WarningSeverity } from './schema.ts';

/** A call of a deal that took place. */
export interface CallOfDeal {
  readonly callId: string;
  readonly title: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  /** Those of the buyer, or of nobody knows whom, who spoke. */
  readonly buyers: readonly string[];
}

/** Words of a call by which somebody has left. */
export interface Departure {
  readonly callId: string;
  readonly at: string;
  readonly quote: string;
  readonly speaker: string;
  readonly turn: number;
  readonly startMs: number | null;
}

/** All that the rules look at, as it is known at `now`. */
export interface DealView {
  readonly deal: CrmRecordRow;
  /** Where a next step may be written down. */
  readonly stepFields: readonly string[];
  readonly stage: string;
  readonly limits: DealLimits;
  readonly days: StageDays;
  readonly now: Date;
  readonly contacts: readonly CrmRecordRow[];
  /** Of stage and close date, the newest first. */
  readonly changes: readonly CrmPropertyChange[];
  /** The newest of those that a person made, of any property. */
  readonly lastByPerson: CrmPropertyChange | null;
  /** Null where nobody has asked the CRM yet: then nothing is said of what is missing. */
  readonly activities: readonly CrmDealActivity[] | null;
  /** The newest first. */
  readonly calls: readonly CallOfDeal[];
  readonly departures: readonly Departure[];
  /** What calls have agreed on for the days ahead, the next first. */
  readonly meetings: readonly AgreedMeeting[];
}

/** What a rule says of a deal. */
export type Verdict =
  | {
      readonly holds: true;
      readonly severity: WarningSeverity;
      readonly explanation: string;
      readonly evidence: readonly WarningEvidence[];
    }
  | { readonly holds: false; readonly because: string }
  /** Too little is known: nothing is raised and nothing cleared. */
  | { readonly holds: null };

export const unknownVerdict: Verdict = { holds: null };
