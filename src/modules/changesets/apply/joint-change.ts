import type { ChangeRow } from '../move-change.ts';
import type { AttemptEnd } from './attempt-end.ts';

/** A change that is written together with others. */
export interface JointChange {
  readonly change: ChangeRow;
  /** The key of its effect. */
  readonly key: string;
  readonly approved: boolean;
  /** The line of the attempt; empty until it has begun. */
  readonly attemptId: string;
}

/** A change with how its attempt ended; null where it is to be tried by itself. */
export interface JointEnd extends JointChange {
  readonly end: AttemptEnd | null;
}
