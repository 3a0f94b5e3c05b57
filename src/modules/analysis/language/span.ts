/** A range of a turn's text, [start, end) in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place where the source begins a new cue, and the silence before it (0 where times overlap or lack). */
export interface CueBreak {
  readonly offset: number;
  readonly gapMs: number;
}
