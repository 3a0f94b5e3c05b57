import { isCardNumber, looksLikeCard } from './checksums.ts';
import type { DigitGroup } from './find-digit-runs.ts';
import { hasWordsBefore } from './has-words-before.ts';
import { type FoundData } from './masked-kinds.ts';
import { spansOfGroups } from './spans-of-groups.ts';

const words = /\b(?:cards?|visa|master ?card|amex|american express|discover|credit|debit|pan|cc)\b/iu;

/**
 * Numbers of payment cards: by issuer, length and check digit; where a card is spoken of before, also one whose check
 * digit is wrong, as a transcriber mishears.
 */
export function findCards({ text, runs }: { text: string; runs: readonly (readonly DigitGroup[])[] }): FoundData[] {
  return runs.flatMap((run) => {
    const found: FoundData[] = [];
    for (let first = 0; first < run.length; ) {
      const groups = cardAt({ text, run, first });
      if (groups.length > 0) found.push(...spansOfGroups({ kind: 'card', groups }));
      first += Math.max(1, groups.length);
    }
    return found;
  });
}

/** The groups from `first` on that make a card, as many as possible; none where they make none. */
function cardAt(options: { text: string; run: readonly DigitGroup[]; first: number }): readonly DigitGroup[] {
  const { text, run, first } = options;
  const start = run[first]?.start ?? 0;
  if (/[+]\s?$/u.test(text.slice(Math.max(0, start - 2), start))) return [];
  const mayBeMisheard = hasWordsBefore({ text, at: start, words, within: 120 });
  let digits = '';
  let best: readonly DigitGroup[] = [];
  for (let last = first; last < run.length && digits.length < 19; last += 1) {
    digits += run[last]?.digits ?? '';
    const groups = run.slice(first, last + 1);
    const lines = new Set(groups.map(({ line }) => line)).size;
    // Turns put together at random pass the check digit one time in ten: the usual lengths only.
    if ((lines > 1 && digits.length !== 15 && digits.length !== 16) || isList({ text, groups })) continue;
    if (isCardNumber(digits) || (mayBeMisheard && looksLikeCard(digits))) best = groups;
  }
  return best;
}

/** Whether the groups are figures side by side, as "100, 200, 300": with commas, and not cut as people cut a card. */
function isList({ text, groups }: { text: string; groups: readonly DigitGroup[] }): boolean {
  const sizes = groups.map(({ digits }) => digits.length).join('-');
  if (groups.some(({ spoken }) => spoken) || /^(?:(?:1-)+1|(?:4-)+[1-4]|4-6-[45])$/.test(sizes)) return false;
  return groups.some((group, index) => {
    const next = groups[index + 1];
    return (
      next !== undefined && next.line === group.line && /[^\s.\p{Pd}\p{Cf}]/u.test(text.slice(group.end, next.start))
    );
  });
}
