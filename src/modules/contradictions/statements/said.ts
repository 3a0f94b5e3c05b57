import type { Evidence } from '#contracts';
import type { Cue, CuedSentence } from '#modules/analysis';
import type { SaidCall } from './statement.ts';

interface Range {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** The sentence as proof of what it says. */
export function evidenceOf({ sentence }: CuedSentence): Evidence {
  const { text, turn, start, end, speaker, side, startMs, endMs } = sentence;
  return { quote: text, turn, start, end, speaker, side, sentence: `${turn}.${sentence.sentence}`, startMs, endMs };
}

/** Whether a place that was recognized stands in the match of a section. */
export function isInCue({ place, cue }: { place: Range; cue: Cue | undefined }): boolean {
  return cue !== undefined && place.start >= cue.start && place.end <= cue.end;
}

export function isInSentence({ place, sentence }: { place: Range; sentence: CuedSentence['sentence'] }): boolean {
  return place.turn === sentence.turn && place.start >= sentence.start && place.end <= sentence.end;
}

/** The sentences of the same turn that were said before, the nearest last. */
export function earlierInTurn({ said, at }: { said: SaidCall; at: CuedSentence }): CuedSentence[] {
  const { turn, index } = at.sentence;
  return said.sentences.filter(({ sentence }) => sentence.turn === turn && sentence.index < index);
}

/** The sentences of the same turn that follow. */
export function laterInTurn({ said, at }: { said: SaidCall; at: CuedSentence }): CuedSentence[] {
  const { turn, index } = at.sentence;
  return said.sentences.filter(({ sentence }) => sentence.turn === turn && sentence.index > index);
}

/** What the other side said right before the turn, or right after it. */
export function neighborTurn({ said, at, step }: { said: SaidCall; at: CuedSentence; step: -1 | 1 }): CuedSentence[] {
  const turn = at.sentence.turn + step;
  return said.sentences.filter(({ sentence }) => sentence.turn === turn && sentence.side !== at.sentence.side);
}

export function hasCue(sentences: readonly CuedSentence[], section: string): boolean {
  return sentences.some(({ cues }) => cues.has(section));
}

/** What the buyer's people say and do not ask. */
export function buyerSentences({ sentences }: SaidCall): CuedSentence[] {
  return sentences.filter(({ sentence }) => sentence.side === 'external' && !sentence.hasQuestionMark);
}
