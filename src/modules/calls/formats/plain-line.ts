import type { LineTime } from './line-time.ts';

/** One line of the body, with the time taken off. */
export interface PlainLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly time: LineTime | null;
  /** The line as it stands in the file. */
  readonly whole: string;
  readonly opensSentence: boolean;
}
