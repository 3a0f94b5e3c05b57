import { tidyQuote } from '../summary/index.ts';
import { checkDays } from './check-days.ts';
import { checkDenial, tags } from './check-denial.ts';
import { checkDoubt } from './check-doubt.ts';
import type { Refusal } from './check-evidence.ts';
import { checkFigures } from './check-figures.ts';
import { checkNames } from './check-names.ts';
import { comparable, locateQuote } from './locate-quote.ts';
import { cutPolarity } from './polarity.ts';
import type { QuotedPlace, WordingGround } from './wording-ground.ts';

/** Words from which on a part of a quote is a statement, which a condition can weaken. */
const fewestStatementWords = 3;
/** Says by itself nothing of what follows. */
const aside = /^(?:(?:well|oh),? )?i don['’]t know,\s+/iu;

/**
 * Checks wording that an engine put beside a quote: every number, day and name in it must stand in the quote or
 * follow from it, and it must neither deny what the quote states, nor state what the quote denies or leaves open.
 */
export function checkWording(options: { text: string; place: QuotedPlace; ground: WordingGround }): Refusal | null {
  const { text, place, ground } = options;
  const { quote } = place;
  const claimed = comparable(text).text;
  if (claimed === comparable(tidyQuote(quote)).text) return null;
  const range = locateQuote({ haystack: comparable(quote), original: quote, quote: text, near: 0 });
  if (range !== null) return checkPart({ quote, range, words: claimed.trim().split(' ').length });
  return checkFacts({ text, places: [place], ground }) ?? checkDenial({ text, quote }) ?? checkDoubt({ text, quote });
}

/** Checks only that what a text names, dates and counts is said in the quotes: all that can be asked of advice. */
export function checkFacts(options: {
  text: string;
  places: readonly QuotedPlace[];
  ground: WordingGround;
}): Refusal | null {
  const days = checkDays(options);
  if (!('rest' in days)) return days;
  return checkFigures({ ...options, text: days.rest }) ?? checkNames(options);
}

/** A part of a quote in its own words may leave out nothing that turns or weakens its sentence. */
function checkPart(options: { quote: string; range: { start: number; end: number }; words: number }): Refusal | null {
  const { quote, range, words } = options;
  const before = quote.slice(0, range.start);
  const from = before.length - (before.split(/[.!?…]\s+/u).at(-1) ?? '').length;
  const after = quote.slice(range.end).search(/[.!?…](?:\s|$)/u);
  const part = quote.slice(range.start, range.end);
  const ahead = quote.slice(from, range.start).replace(aside, '');
  const behind = quote.slice(range.end, after === -1 ? quote.length : range.end + after).replaceAll(tags, '');
  const cut = cutPolarity({
    sentence: `${ahead}${part}${withoutContrast({ part, behind })}`,
    start: ahead.length,
    end: ahead.length + part.length,
  });
  if (cut === null || (cut === 'hedge_cut' && words < fewestStatementWords)) return null;
  return { reason: cut, detail: 'The wording leaves out words of the quote that turn or weaken its meaning.' };
}

/** `Per seat, not per site`: what is set against words of the part by the same word turns nothing. */
function withoutContrast({ part, behind }: { part: string; behind: string }): string {
  const contrast = /^,\s+not\s+(\p{L}+)\s+[\p{L}\p{N}]+(?=\s*(?:,|$))/iu.exec(behind);
  const by = contrast?.[1];
  if (by !== undefined && comparable(part).text.includes(comparable(by).text))
    return behind.slice(contrast?.[0].length);
  return behind.replace(/^,?\s+no later(?=\W*$)/iu, '');
}
