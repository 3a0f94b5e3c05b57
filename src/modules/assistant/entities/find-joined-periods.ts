import { type FoundPeriod, findPeriod, shiftDay } from './period.ts';

const months =
  'january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec';
const joint = String.raw`(?:,? (?:and|or|plus|as well as)|,| &)`;
const bareMonth = new RegExp(String.raw`\b((?:${months})(?: \d{4})?${joint}) (${months})\b(?! \d{1,2}\b)`, 'gi');
const betweenJoined = new RegExp(String.raw`^${joint}(?: also)? $`, 'i');
const mostPeriods = 5;

interface JoinedPeriods {
  readonly text: string;
  /** In the order in which they are to be taken; what touches and is joined by “and” is one. */
  readonly periods: readonly FoundPeriod[];
  /** Days that are joined and do not touch: no span holds them and nothing else. */
  readonly apart: string | null;
}

/** The days that a text names, with “October and November” as one span. */
export function findJoinedPeriods({ text: said, today }: { text: string; today: string }): JoinedPeriods {
  const text = withPrepositions(said);
  let rest = text.toLowerCase();
  let periods: FoundPeriod[] = [];
  let apart: string | null = null;
  for (let round = 0; round < mostPeriods; round += 1) {
    const found = findPeriod({ text: rest, today });
    if (found === null) break;
    rest = `${rest.slice(0, found.start)}${' '.repeat(found.end - found.start)}${rest.slice(found.end)}`;
    periods.push(found);
  }
  for (const two of pairsOf(periods)) {
    const [first, second] = two;
    if (!betweenJoined.test(text.slice(first.end, second.start).replace(/^\s*|\s*$/g, (space) => space.slice(0, 1))))
      continue;
    const before = periods.find(({ start, end }) => start <= first.start && end >= first.end) ?? first;
    const [early, late] = before.period.from <= second.period.from ? [before, second] : [second, before];
    const name = `${before.period.name} and ${second.period.name}`;
    if (shiftDay(early.period.to, 1) !== late.period.from) {
      apart ??= name;
      continue;
    }
    const joined = {
      period: { from: early.period.from, to: late.period.to, name },
      start: before.start,
      end: second.end,
    };
    periods = periods.flatMap((one) => (one === before ? [joined] : one === second ? [] : [one]));
  }
  return { text, periods, apart };
}

/** “October, November and December”: each with a word by which it is known as a month. */
function withPrepositions(text: string): string {
  const once = text.replaceAll(bareMonth, '$1 in $2');
  return once === text ? text : withPrepositions(once);
}

function pairsOf(periods: readonly FoundPeriod[]): (readonly [FoundPeriod, FoundPeriod])[] {
  const inOrder = periods.toSorted((one, other) => one.start - other.start);
  return inOrder.slice(1).flatMap((second, place) => {
    const first = inOrder[place];
    return first === undefined ? [] : [[first, second] as const];
  });
}
