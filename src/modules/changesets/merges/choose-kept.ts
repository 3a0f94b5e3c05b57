import type { CrmRecordRow } from '#modules/crm';

/** A record of a pair, with what tells whether people work with it. */
export interface PairSide {
  readonly record: CrmRecordRow;
  /** Of a deal; null where the CRM does not describe its stage. */
  readonly stage: { readonly pipelineId: string; readonly position: number; readonly isClosed: boolean } | null;
  readonly calls: number;
  /** Of a deal: what the CRM says was done with it. Of others: the records that are tied to it. */
  readonly activities: number;
}

export interface ChosenPair {
  readonly kept: CrmRecordRow;
  readonly merged: CrmRecordRow;
  /** Why the values of the one stay, as in `since it is in the later stage`. */
  readonly because: string;
}

/** Above zero where the first is the one that people work with, below where the second is. */
const signs: readonly { readonly because: string; readonly compare: (one: PairSide, other: PairSide) => number }[] = [
  { because: 'since it is open', compare: (one, other) => openness(one) - openness(other) },
  { because: 'since it is in the later stage', compare: compareStages },
  { because: 'since more calls are about it', compare: (one, other) => one.calls - other.calls },
  { because: 'since more was done with it', compare: (one, other) => one.activities - other.activities },
  { because: 'since it was changed last', compare: compareChanges },
];

/**
 * Of two records the one whose values are to stay where nobody says which: ties and activities of both go on, so that
 * what is lost is values, and those of the record that people work with are right. The older one where nothing tells.
 */
export function chooseKept([older, younger]: readonly [PairSide, PairSide]): ChosenPair {
  for (const { because, compare } of signs) {
    const difference = compare(older, younger);
    if (difference > 0) return { kept: older.record, merged: younger.record, because };
    if (difference < 0) return { kept: younger.record, merged: older.record, because };
  }
  return { kept: older.record, merged: younger.record, because: 'since it is the older one' };
}

function openness({ stage }: PairSide): number {
  return stage?.isClosed === true ? 0 : 1;
}

/** Stages of two pipelines are in no order. */
function compareStages({ stage: one }: PairSide, { stage: other }: PairSide): number {
  return one === null || other === null || one.pipelineId !== other.pipelineId ? 0 : one.position - other.position;
}

/** Being made is no change: only what was changed since there are two tells which of them is worked with. */
function compareChanges({ record: one }: PairSide, { record: other }: PairSide): number {
  const bothSince = Math.max(Date.parse(one.createdAt), Date.parse(other.createdAt));
  const [changed, otherChanged] = [Date.parse(one.updatedAt), Date.parse(other.updatedAt)];
  return Math.max(changed, otherChanged) <= bothSince ? 0 : changed - otherChanged;
}
