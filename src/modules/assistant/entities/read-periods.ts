import { findJoinedPeriods } from './find-joined-periods.ts';
import { type FoundPeriod, type Period } from './period.ts';

export interface ReadPeriods {
  readonly period: Period | null;
  /** When the deals came in, where another period is named beside it. */
  readonly created: Period | null;
  /** A second period of which it is not said what it is for. */
  readonly unread: string | null;
  /** The text with `{period}` for the first, and without the one in which deals came in. */
  readonly text: string;
}

const cameIn =
  /\b(?:(?:that |which )?(?:were |was |got |have been |had been )?(?:newly )?(?:created|opened|added|entered|logged|started)|(?:that |which )?(?:came|come|coming) in(?:to the pipeline)?)\s*$/i;

/** The days that a text names: those of the question, and those in which the deals came in. */
export function readPeriods({ text: said, today }: { text: string; today: string }): ReadPeriods {
  const { text, periods, apart } = findJoinedPeriods({ text: said, today });
  const [first, second] = periods;
  if (first === undefined) return { period: null, created: null, unread: null, text };
  if (second === undefined || apart !== null)
    return { period: first.period, created: null, unread: apart, text: marked(text, first) };
  const [one, other] = first.start < second.start ? [first, second] : [second, first];
  const created = [one, other].find(({ start }) => cameIn.test(text.slice(0, start)));
  if (created === undefined) {
    return {
      period: first.period,
      created: null,
      unread: text.slice(second.start, second.end).trim(),
      text: marked(text, first),
    };
  }
  const main = created === one ? other : one;
  const before = text.slice(0, created.start).replace(cameIn, '');
  const rest = `${before}${' '.repeat(created.start - before.length)}${' '.repeat(created.end - created.start)}${text.slice(created.end)}`;
  return { period: main.period, created: created.period, unread: null, text: marked(rest, main) };
}

function marked(text: string, { start, end }: FoundPeriod): string {
  return `${text.slice(0, start)} {period} ${text.slice(end)}`.replaceAll(/\s+/g, ' ').trim();
}
