import type { AnalyzedCall } from '#contracts';

/** A part of the call: 0 is its beginning, 1 its end. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

type Turns = AnalyzedCall['turns'];

/** Where each turn lies in the call: by time where every turn has its times, otherwise by words. */
export function spanTurns(turns: Turns): Map<number, Span> {
  const total = callLengthMs(turns);
  return total === null ? byWords(turns) : byTime(turns, total);
}

/** The end of the last turn in milliseconds, or null where a turn has no times. */
export function callLengthMs(turns: Turns): number | null {
  const length = turns.reduce((last, { endMs }) => Math.max(last, endMs ?? 0), 0);
  const timed = turns.every(({ startMs, endMs }) => startMs !== null && endMs !== null);
  return timed && length > 0 ? length : null;
}

function byTime(turns: Turns, totalMs: number): Map<number, Span> {
  return new Map(
    turns.map(({ turn, startMs, endMs }) => [turn, { from: (startMs ?? 0) / totalMs, to: (endMs ?? 0) / totalMs }]),
  );
}

function byWords(turns: Turns): Map<number, Span> {
  const words = turns.map(({ text }) => Math.max(1, text.split(/\s+/).length));
  const total = words.reduce((sum, count) => sum + count, 0);
  const spans = new Map<number, Span>();
  let sum = 0;
  for (const [place, { turn }] of turns.entries()) {
    const from = sum / total;
    sum += words[place] ?? 0;
    spans.set(turn, { from, to: sum / total });
  }
  return spans;
}
