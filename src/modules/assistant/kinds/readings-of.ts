import { type Action, isAllowed, type Resource } from '#modules/access';
import type { Context } from '#platform/context';
import type { QuestionKind } from './question-kind.ts';

export interface Reading {
  readonly action: Action;
  readonly type: Resource['type'];
}

const promises: Reading = { action: 'commitment.read', type: 'commitment' };
const warnings: Reading = { action: 'warning.read', type: 'warning' };
const changes: Reading = { action: 'change_set.read', type: 'change_set' };
const contradictions: Reading = { action: 'contradiction.read', type: 'contradiction' };

const ofFamily: Readonly<Record<string, readonly Reading[]>> = {
  commitments: [promises],
  warnings: [warnings],
  approvals: [changes],
  changes: [changes],
  contradictions: [contradictions],
  ledger: [{ action: 'ledger.read', type: 'ledger' }],
};
const ofKind: Readonly<Record<string, readonly Reading[]>> = {
  'people.left': [contradictions],
  'compare.sides': [promises, warnings],
  'reps.standing': [promises, warnings],
  'reps.call_first': [promises, warnings],
};

/** What a kind of question reads beside calls, analyses, records and people; nothing for most of them. */
export function readingsOf({ id }: Pick<QuestionKind, 'id'>): readonly Reading[] {
  return ofKind[id] ?? ofFamily[id.split('.')[0] ?? ''] ?? [];
}

/** Whether a kind of question may be offered to whoever asks. */
export function mayAsk({ ctx, kind }: { ctx: Context; kind: Pick<QuestionKind, 'id'> }): boolean {
  return readingsOf(kind).every(({ action }) => isAllowed({ ctx, action }));
}
