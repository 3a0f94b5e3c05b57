import type { Draft, Proof } from './question-kind.ts';

/** One line of what is said of somebody or something, with its proof and the numbers in it. */
export interface ComparedPart {
  /** What it is called before the colon: `Pipeline`. */
  readonly label: string;
  readonly text: string;
  readonly proofs: readonly Proof[];
  readonly figures: readonly { name: string; value: number; unit: string; column: string }[];
  readonly ran: Draft['queries'][number];
  readonly unknown: readonly string[];
}
