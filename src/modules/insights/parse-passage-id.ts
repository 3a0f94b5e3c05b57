import type { PassageId } from '#contracts';
import { SophiaError } from '#platform/errors';

const form = /^([^#\s]+)#(\d{1,9})(?:\.(\d{1,9}))?$/;
const longestShown = 120;

/** Reads `callId#turn` or `callId#turn.sentence`. Throws `passage.malformed`. */
export function parsePassageId(text: string): PassageId {
  const [, reference, turn, sentence] = form.exec(text.trim()) ?? [];
  if (reference !== undefined && turn !== undefined) {
    return { reference, turn: Number(turn), sentence: sentence === undefined ? null : Number(sentence) };
  }
  const found = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  throw new SophiaError(
    'passage.malformed',
    `Expected the id of a call, # and a turn such as 8f2c41#3, or a sentence of it such as 8f2c41#3.2, found "${found}".`,
  );
}
