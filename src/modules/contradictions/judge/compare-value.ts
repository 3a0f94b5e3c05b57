import type { Statement } from '../statements/statement.ts';
import { compareAmount } from './compare-amount.ts';
import { compareCloseDate } from './compare-close-date.ts';
import { compareCompetitor } from './compare-competitor.ts';
import { compareNextStep } from './compare-next-step.ts';
import { compareRole } from './compare-role.ts';
import { compareStage } from './compare-stage.ts';
import type { Comparison, FieldSurroundings } from './field.ts';

export interface ValueToCompare extends FieldSurroundings {
  readonly statement: Pick<Statement, 'kind' | 'sense' | 'value'>;
  /** What the CRM holds. */
  readonly value: string;
}

/** Holds what was said against a value of the CRM; an empty one contradicts nothing. */
export function compareValue(given: ValueToCompare): Comparison {
  if (given.value.trim() === '') return 'neither';
  switch (given.statement.kind) {
    case 'close_date':
      return compareCloseDate(given);
    case 'amount':
      return compareAmount(given);
    case 'competitor':
      return compareCompetitor(given);
    case 'next_step':
      return compareNextStep(given);
    case 'stage':
      return compareStage(given);
    case 'buying_role':
      return compareRole(given);
    case 'contact_left':
      return 'contradicts';
  }
}
