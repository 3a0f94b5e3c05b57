import { isIPv4 } from 'node:net';
import type { DigitGroup } from './find-digit-runs.ts';
import { hasWordsBefore } from './has-words-before.ts';
import type { FoundData } from './masked-kinds.ts';
import { spansOfGroups } from './spans-of-groups.ts';

const candidate =
  /(?<![\p{L}\p{N}$€£#]|\p{N}[.,-])(?:\+|\()?\d(?:[ \t\u00A0()./-]{0,3}\d){6,16}(?:,? ?(?:x|ext\.?|extension) ?\d{1,5})?(?![\p{L}\p{N}%])/giu;
const words =
  /\b(?:phone|call(?:ing)?|dial|reach|cell|mobile|tel(?:ephone)?|fax|text|sms|whatsapp|contact|number|answering|registered|office|desk)\b/iu;
const callWords =
  /\b(?:phone|call me|dial|reach|cell|mobile|telephone|fax|text me|direct line|my number|number is)\b/iu;
const calendar = /^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?![./-]?\d)/u;
const notDialed = /^(?: (?:dollars|euros|users|seats|percent|people)| ?%)/iu;

/** Telephone numbers: by their form, by the words before them, or said digit by digit. */
export function findPhones({ text, runs }: { text: string; runs: readonly (readonly DigitGroup[])[] }): FoundData[] {
  const written = [...text.matchAll(candidate)].flatMap((match) => {
    const [surface] = match;
    const before = hasWordsBefore({ text, at: match.index, words, within: 40 });
    const after = text.slice(match.index + surface.length, match.index + surface.length + 12);
    if (notDialed.test(after) || !isPhone({ surface, before })) return [];
    const value = surface.replaceAll(/\D/gu, '');
    return [{ kind: 'phone' as const, start: match.index, end: match.index + surface.length, value }];
  });
  return [...written, ...runs.flatMap((run) => spokenPhone({ text, run }))];
}

function isPhone({ surface, before }: { surface: string; before: boolean }): boolean {
  const groups = surface.split(/\D+/u).filter((group) => group !== '');
  const digits = groups.join('').length;
  if (digits < 7 || digits > 16 || isIPv4(surface) || calendar.test(surface)) return false;
  if (surface.startsWith('+') || /^\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}/u.test(surface)) return true;
  if (groups.length === 1) return before && digits >= 7 && digits <= 13;
  if (before || surface.startsWith('(') || surface.startsWith('00')) return true;
  const isEven = groups.every((group) => group.length >= 2 && group.length <= 5);
  return isEven && (groups.length >= 3 || (digits === 7 && surface.includes('-')));
}

function spokenPhone({ text, run }: { text: string; run: readonly DigitGroup[] }): FoundData[] {
  const [first] = run;
  const digits = run.reduce((sum, group) => sum + group.digits.length, 0);
  if (first === undefined || !run.some(({ spoken }) => spoken) || digits < 7 || digits > 12) return [];
  if (!hasWordsBefore({ text, at: first.start, words: callWords, within: 60 })) return [];
  return spansOfGroups({ kind: 'phone', groups: run });
}
