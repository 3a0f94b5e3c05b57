import type { AnswerChoice } from './continue-conversation.ts';
import { wordsOf } from './entities/words.ts';

const mostWords = 7;
const silent = new Set(
  'the a an one i mean meant please for at that of its it is and deal account person ok yes'.split(' '),
);
const places: Readonly<Record<string, number>> = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, last: -1 };

/** The question that a reply of a few words picks among those that were asked back about; null where it picks none. */
export function pickChoice({ reply, choices }: { reply: string; choices: readonly AnswerChoice[] }): string | null {
  const said = wordsOf(reply).map(({ word }) => word);
  if (choices.length === 0 || said.length === 0 || said.length > mostWords) return null;
  const telling = said.filter((word) => !silent.has(word));
  const [only = ''] = telling;
  if (telling.length === 1) {
    const place = places[only] ?? (/^[1-9]$/.test(only) ? Number(only) - 1 : null);
    if (place !== null) return choices.at(place)?.question ?? null;
  }
  if (telling.length === 0) return null;
  const fitting = choices.filter(({ label }) => {
    const words = new Set(wordsOf(label).map(({ word }) => word));
    return telling.every((word) => words.has(word) || words.has(word.replace(/s$/, '')));
  });
  return fitting.length === 1 ? (fitting[0]?.question ?? null) : null;
}
