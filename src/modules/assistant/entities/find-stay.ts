import { shiftDay } from './period.ts';

/** How long a deal has been in its stage: it came there before the day on which this begins. */
export interface Stay {
  readonly from: string;
  /** `more than 30 days`, `3 weeks or more`. */
  readonly name: string;
}

const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const daysIn: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };
const more = '(?:for )?(more than|over|longer than|beyond|at least|for)';
const count = String.raw`(?:the )?(\d{1,3}|${Object.keys(numbers).join('|')})\+? (day|week|month)s?\b(?: (?:or|and) (?:more|longer))?(?: now)?`;
const lingers = String.raw`\b(?:stuck|stalled|stages?|sat|sitting|stayed|remain(?:ed|ing)|parked|lingering|been (?:in|at)|stagnant)\b`;
const noMove = String.raw`(?:\b(?:not|never|no|nothing|without)|n['’]?t)\b.*\b(?:mov\w+|progress\w*|advanc\w+|budged?|chang\w+ (?:their |its )?stages?|stage changes?)\b`;
const inStage = String.raw`(?: (?:in|at) (?:the same|the|a|one|their|its|this|that)?(?: current)? ?stages?\b)`;

const forms: readonly RegExp[] = [
  new RegExp(`(?<=${noMove}.*)\\b(?:in|within|during|${more})(?: the)?(?: last| past| previous)? ${count}`, 'i'),
  new RegExp(`(?<=${lingers}.*)\\b${more} ${count}`, 'i'),
  new RegExp(`\\b${more} ${count}(?=${inStage})`, 'i'),
];

/** `deals in Discovery for more than 3 weeks`; where something is not there, the days are of that. */
const inNamed = new RegExp(
  String.raw`(?<=^(?!.*(?:\b(?:no|not|never|nobody|nothing|without)\b|n['’]?t\b)).*\b(?:deals?|opportunit(?:y|ies)|opps?|renewals?)\b.*\b(?:in|at) .*)\b${more} ${count}`,
  'i',
);

/** How long deals are asked to have stayed where they are, and the text with `{stay}` for it; null where that is not asked. */
export function findStay({ text, today }: { text: string; today: string }): { stay: Stay; text: string } | null {
  for (const form of [...forms, inNamed]) {
    const found = form.exec(text);
    if (found === null) continue;
    const [words, bound = '', amount = '', unit = ''] = found;
    const said = amount.toLowerCase();
    const days = (numbers[said] ?? Number(said)) * (daysIn[unit.toLowerCase()] ?? 0);
    if (days < 1) return null;
    const isOver = /^(?:more than|over|longer than|beyond)$/i.test(bound);
    const length = `${numbers[said] ?? said} ${unit.toLowerCase()}${said === '1' || numbers[said] === 1 ? '' : 's'}`;
    const rest = `${text.slice(0, found.index)} {stay} ${text.slice(found.index + words.length)}`;
    return {
      stay: {
        from: shiftDay(today, isOver ? -days : 1 - days),
        name: isOver ? `more than ${length}` : `${length} or more`,
      },
      text: rest.replaceAll(/\s+/g, ' ').trim(),
    };
  }
  return null;
}
