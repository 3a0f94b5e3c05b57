import type { AnswerAction, AnswerCitation, AnswerFigure, AnswerQuery } from '#contracts';

/** A place that a statement can be looked up at, before it has its number. */
export type Source = Omit<AnswerCitation, 'number'>;

/** One thing that a step has found. */
export interface Finding {
  /** By which a statement refers to it: `2.1`. */
  readonly ref: string;
  readonly text: string;
  readonly sources: readonly Source[];
  /** Whether somebody said it in a call: then it is what was said, and no record of anything. */
  readonly isSaid: boolean;
  /** Whether somebody wrote it, in a note or a document: then it is what was written. */
  readonly isWritten?: boolean;
}

/** What a tool has found, before its findings have names. */
export interface Found {
  readonly findings: readonly Omit<Finding, 'ref'>[];
  readonly figures: readonly AnswerFigure[];
  readonly queries: readonly AnswerQuery[];
  /** What can be done next, as far as whoever asks may. */
  readonly actions: readonly AnswerAction[];
}

/** A tool that was run, and what it found. */
export interface Step extends Omit<Found, 'findings'> {
  readonly number: number;
  readonly tool: string;
  /** What was looked up, in words. */
  readonly words: string;
  readonly findings: readonly Finding[];
}

export const nothingFound: Found = { findings: [], figures: [], queries: [], actions: [] };
