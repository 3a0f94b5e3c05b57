import { asksToCompare } from './asks-to-compare.ts';
import { findPeriod } from './period.ts';
import type { Side } from './side.ts';

const months =
  'january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec';
const bareMonth = new RegExp(
  String.raw`(?<!\b(?:in|of|for|during|since|until|by|before|after|\d{1,2}(?:st|nd|rd|th)?) )\b(${months})\b(?! \d{1,2}\b)`,
  'gi',
);
const mostPeriods = 4;

/** The times that a question compares, and the text with `{period}` for each; null where it names fewer than two. */
export function findPeriodSides({
  text,
  today,
}: {
  text: string;
  today: string;
}): { sides: Side[]; text: string } | null {
  if (!asksToCompare(text)) return null;
  const plain = text.replaceAll(bareMonth, 'in $1');
  const found = [];
  let rest = plain.toLowerCase();
  while (found.length < mostPeriods) {
    const one = findPeriod({ text: rest, today });
    if (one === null) break;
    found.push(one);
    rest = `${rest.slice(0, one.start)}${' '.repeat(one.end - one.start)}${rest.slice(one.end)}`;
  }
  const spans = new Set(found.map(({ period }) => `${period.from} ${period.to}`));
  if (spans.size < 2) return null;
  const inOrder = found.toSorted((one, other) => one.start - other.start);
  const marked = inOrder.reduceRight(
    (kept, { start, end }) => `${kept.slice(0, start)} {period} ${kept.slice(end)}`,
    plain,
  );
  return {
    sides: inOrder.map(({ period }) => ({ said: period.name, deals: [], accounts: [], owners: [], period })),
    text: marked.replaceAll(/\s+/g, ' ').trim(),
  };
}
