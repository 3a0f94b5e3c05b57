import type { Passage, PassageId, Transcript, Turn } from '#contracts';
import { createDocument } from '#modules/analysis';

export interface FoundPassage {
  readonly turn: Turn;
  /** Where the turn stands among all. */
  readonly position: number;
  /** How many the turn has. */
  readonly sentences: number;
  /** Null where the turn has no such sentence. */
  readonly cut: Pick<Passage, 'text' | 'start' | 'end' | 'startMs' | 'endMs'> | null;
}

/** The turn that a place names, cut into sentences as the analysis cuts it; no other turn is. Null where there is none. */
export function findPassage({ transcript, place }: { transcript: Transcript; place: PassageId }): FoundPassage | null {
  const position = transcript.turns.findIndex(({ turn }) => turn === place.turn);
  const turn = transcript.turns[position];
  if (turn === undefined) return null;
  const { sentences } = createDocument({ transcript: { ...transcript, turns: [turn] } });
  const found = { turn, position, sentences: sentences.length };
  if (place.sentence === null) {
    const { text, startMs, endMs } = turn;
    return { ...found, cut: { text, start: 0, end: text.length, startMs, endMs } };
  }
  const sentence = sentences[place.sentence];
  if (sentence === undefined) return { ...found, cut: null };
  const { text, start, end, startMs, endMs } = sentence;
  return { ...found, cut: { text, start, end, startMs, endMs } };
}
