import type { Side } from '#contracts';
import { findWords, stem } from '#modules/analysis';
import { findPhrase } from '../engine/find-phrase.ts';
import { stemsOf } from '../engine/terms.ts';

/** What a turn is chosen by. */
export interface Wanted {
  readonly terms: ReadonlyMap<string, number>;
  /** The words as they were typed, in their order. */
  readonly phrase: readonly string[];
  readonly side: Side | null;
  readonly person: string | null;
}

export interface PlacedTurn {
  readonly turn: number;
  readonly speaker: string;
  readonly side: Side;
  readonly text: string;
}

const longestExcerpt = 280;
const wordsBefore = 80;

/** The turn of a stretch that says most of what was asked, word for word where one does; null where there is none. */
export function chooseTurn({ turns, wanted }: { turns: readonly PlacedTurn[]; wanted: Wanted }): PlacedTurn | null {
  const meant = turns.filter((turn) => isMeant({ turn, wanted }));
  const possible = meant.length > 0 ? meant : turns;
  const verbatim = possible.filter(({ text }) => findPhrase({ text, phrase: wanted.phrase }) !== null);
  const candidates = verbatim.length > 0 ? verbatim : possible;
  const stems = candidates.map(({ text }) => new Set(stemsOf(text)));
  let best: PlacedTurn | null = null;
  let highest = -1;
  candidates.forEach((turn, place) => {
    let value = Math.min(stems[place]?.size ?? 0, 30) / 1000;
    for (const [term, share] of wanted.terms) {
      if (stems[place]?.has(term) !== true) continue;
      const holding = stems.filter((own) => own.has(term)).length;
      value += share * Math.log(1 + candidates.length / holding);
    }
    if (value > highest) {
      highest = value;
      best = turn;
    }
  });
  return best;
}

function isMeant({ turn, wanted }: { turn: PlacedTurn; wanted: Wanted }): boolean {
  const { side, person } = wanted;
  return (
    (side === null || turn.side === side) &&
    (person === null || turn.speaker.toLowerCase().includes(person.toLowerCase()))
  );
}

/** A few lines of a text around what was asked for, or the first word of it, cut between words. */
export function cutExcerpt({ text, wanted }: { text: string; wanted: Pick<Wanted, 'terms' | 'phrase'> }): string {
  const { terms, phrase } = wanted;
  const whole = text.replaceAll(/\s+/gu, ' ').trim();
  if (whole.length <= longestExcerpt) return whole;
  const said = findPhrase({ text: whole, phrase });
  const strong = said ?? findWords(whole).find(({ lower }) => (terms.get(stem(lower.replace(/'s$/u, ''))) ?? 0) > 0.5);
  const wantedStart = Math.max(0, (strong?.start ?? 0) - wordsBefore);
  const start = wantedStart === 0 ? 0 : whole.indexOf(' ', wantedStart) + 1;
  const cut = whole.slice(start, start + longestExcerpt);
  const end = start + longestExcerpt >= whole.length ? cut.length : cut.lastIndexOf(' ');
  const shown = cut.slice(0, end > longestExcerpt / 2 ? end : cut.length);
  return `${start > 0 ? '…' : ''}${shown}${start + shown.length < whole.length ? '…' : ''}`;
}
