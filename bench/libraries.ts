import type { Transcript } from '#contracts';
import { tagWords } from '#platform/tagger';

export interface BarePass {
  readonly name: string;
  run(transcript: Transcript): unknown;
}

/** The library for language that the rules use, over every turn and with nothing done to what it finds. */
export function bareLibraries(): BarePass[] {
  return [
    { name: 'compromise', run: ({ turns }) => turns.map((turn) => tagWords(turn.text).match('#Person+').length) },
  ];
}
