import type { ChangeState } from '#contracts';
import type { changes } from '../tables.ts';

/** Where an attempt leaves a change, and what is written beside it. */
export interface Outcome {
  readonly state: ChangeState;
  readonly reason: string | null;
  readonly set: Partial<
    Pick<
      typeof changes.$inferInsert,
      'oldValue' | 'oldValueSource' | 'oldValueAt' | 'readBackValue' | 'externalId' | 'facts' | 'verdict'
    >
  >;
}
