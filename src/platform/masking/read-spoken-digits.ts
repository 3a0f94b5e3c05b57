const units: Readonly<Record<string, string>> = {
  zero: '0',
  oh: '0',
  o: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};
const teens: Readonly<Record<string, string>> = {
  ten: '10',
  eleven: '11',
  twelve: '12',
  thirteen: '13',
  fourteen: '14',
  fifteen: '15',
  sixteen: '16',
  seventeen: '17',
  eighteen: '18',
  nineteen: '19',
};
const tens: Readonly<Record<string, string>> = {
  twenty: '2',
  thirty: '3',
  forty: '4',
  fifty: '5',
  sixty: '6',
  seventy: '7',
  eighty: '8',
  ninety: '9',
};
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };
const endings: Readonly<Record<string, string>> = { hundred: '00', thousand: '000' };

const unit = alternatives(units);
const spoken = new RegExp(
  `(?<![\\p{L}\\p{N}'’])(?:(?<repeat>${alternatives(repeats)})[\\s-]+(?<repeated>${unit})|(?<ten>${alternatives(tens)})(?:[\\s-]+(?<rest>${unit}))?|(?<teen>${alternatives(teens)})|(?<unit>${unit}))(?:[\\s-]+(?<ending>${alternatives(endings)}))?(?![\\p{L}\\p{N}'’])`,
  'giu',
);

interface SpokenDigits {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Returns the numbers that were said in words, with the digits that somebody who writes them down would write. */
export function readSpokenDigits(text: string): SpokenDigits[] {
  return [...text.matchAll(spoken)].map((match) => {
    const start = match.index;
    return { start, end: start + match[0].length, digits: digitsOf(match.groups ?? {}) };
  });
}

function digitsOf(groups: Readonly<Record<string, string | undefined>>): string {
  function word(name: string): string {
    return (groups[name] ?? '').toLowerCase();
  }
  const ending = endings[word('ending')] ?? '';
  if (groups['repeat'] !== undefined) return (units[word('repeated')] ?? '').repeat(repeats[word('repeat')] ?? 1);
  if (groups['ten'] !== undefined) return (tens[word('ten')] ?? '') + (units[word('rest')] ?? '0') + ending;
  return (teens[word('teen')] ?? units[word('unit')] ?? '') + ending;
}

function alternatives(words: Readonly<Record<string, unknown>>): string {
  return Object.keys(words)
    .sort((left, right) => right.length - left.length)
    .join('|');
}
