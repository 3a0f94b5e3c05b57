import { type Action, isAllowed, type Resource } from '#modules/access';
import type { Context } from '#platform/context';
import type { QuestionKind } from './question-kind.ts';

export interface Reading {
  readonly action: Action;
  readonly type: Resource['type'];
}

const ofFamily: Readonly<Record<string, Reading>> = {
  commitments: { action: 'commitment.read', type: 'commitment' },
  warnings: { action: 'warning.read', type: 'warning' },
  approvals: { action: 'change_set.read', type: 'change_set' },
  changes: { action: 'change_set.read', type: 'change_set' },
  contradictions: { action: 'contradiction.read', type: 'contradiction' },
  ledger: { action: 'ledger.read', type: 'ledger' },
};
const ofKind: Readonly<Record<string, Reading>> = {
  'people.left': { action: 'contradiction.read', type: 'contradiction' },
};

/** What a kind of question reads beside calls, analyses, records and people; null for most of them. */
export function readingOf({ id }: Pick<QuestionKind, 'id'>): Reading | null {
  return ofKind[id] ?? ofFamily[id.split('.')[0] ?? ''] ?? null;
}

/** Whether a kind of question may be offered to whoever asks. */
export function mayAsk({ ctx, kind }: { ctx: Context; kind: Pick<QuestionKind, 'id'> }): boolean {
  const reading = readingOf(kind);
  return reading === null || isAllowed({ ctx, action: reading.action });
}
