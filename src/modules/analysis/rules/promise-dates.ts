import type { Place } from '../claims/claim-from.ts';
import { dueDateOf, type FoundDate, type Sentence } from '../language/index.ts';
import { type RuleContext, rangeOfMatch } from './rule-context.ts';

/** What comes behind the day of a promise and only then joins: another thing, or what else the speaker will do. */
const joiner = /^(?:[^,;]{0,30}[,;]\s*|\s+)(?:and|plus)\s+(?:then\s+|also\s+)*/u;
const goesOn = /^(?:i|we)(?:['’]ll|\s+will|\s+can)\s/iu;
const thing = /^(?:the|a|an|your|our|my|another)\s+\S/iu;
const deed =
  /^(?:send|get|have|give|share|email|forward|draft|write|prepare|follow|circle|call|bring|return)\s+(?:you\s+|it\s+)?/iu;
/** A verb or subject of its own makes the second part say something else than the promise. */
const ownVerb =
  /['’](?:s|re|ll|ve|d)\b|\b(?:is|are|was|were|be|has|had|will|would|can|could|should|needs?|wants?|goes|starts?|ends?|expires?|closes?|you|we|they|i|he|she|it|if|when|that|which|who)\b/iu;
const boundary = /[,;]\s*(?:and|but|so|then|because|since|which|while|as)\b/iu;

/** The dates of a place that say when something is done, and not before the call. */
export function promiseDatesWithin(
  context: RuleContext,
  place: Pick<Place, 'turn' | 'start' | 'end'>,
): readonly FoundDate[] {
  return context.dates.filter(
    (date) => date.turn === place.turn && date.start >= place.start && date.end <= place.end && saysWhen(context, date),
  );
}

/** Returns the parts of a sentence that promise one thing each for its own day, or one part: the whole place. */
export function promiseParts(context: RuleContext, options: { sentence: Sentence; place: Place }): Place[] {
  const { sentence, place } = options;
  const promisedAt = matchStart(context, sentence);
  if (promisedAt === null) return [place];
  const text = textOf(context, place.turn);
  const dates = promiseDatesWithin(context, place).filter((date) => date.start >= promisedAt);
  const parts: Place[] = [];
  let start = place.start;
  dates.forEach((date, index) => {
    const next = dates[index + 1];
    const between = next === undefined ? '' : text.slice(date.end, next.start);
    const joined = joiner.exec(between)?.[0];
    if (next === undefined || joined === undefined || dueDateOf(next) === dueDateOf(date)) return;
    if (!promisesMore(between.slice(joined.length))) return;
    parts.push({ turn: place.turn, start, end: date.end + joined.search(/[,;]?\s*(?:and|plus)\s/u) });
    start = date.end + joined.length;
  });
  return [...parts, { turn: place.turn, start, end: place.end }];
}

/** Returns the date a promise is due on: the clause of its verb counts, `by Friday` before `Friday` before `in March`. */
export function promiseDate(context: RuleContext, options: { sentence: Sentence; place: Place }): FoundDate | null {
  const { sentence, place } = options;
  const dates = promiseDatesWithin(context, place);
  const near = nearVerb(context, { sentence, dates });
  return near.reduce<FoundDate | null>((known, date) => (rank(date) >= rank(known) ? date : known), null);
}

function promisesMore(words: string): boolean {
  if (goesOn.test(words)) return !ownVerb.test(words.replace(goesOn, '').replace(deed, ''));
  return (thing.test(words) || deed.test(words)) && !ownVerb.test(words.replace(deed, ''));
}

/** Without those dates that a further clause begins before, as seen from the first one behind the verb. */
function nearVerb(
  context: RuleContext,
  { sentence, dates }: { sentence: Sentence; dates: readonly FoundDate[] },
): readonly FoundDate[] {
  const promisedAt = matchStart(context, sentence);
  const first = promisedAt === null ? undefined : dates.find((date) => date.start >= promisedAt);
  if (first === undefined) return dates;
  const text = textOf(context, sentence.turn);
  return dates.filter((date) => date.start <= first.start || !boundary.test(text.slice(first.end, date.start)));
}

function matchStart(context: RuleContext, sentence: Sentence): number | null {
  const cues = context.cues[sentence.index];
  const match = cues?.get('commit.will') ?? cues?.get('commit.let_me');
  return match === undefined ? null : rangeOfMatch(context, { sentence: sentence.index, match }).start;
}

function rank(date: FoundDate | null): number {
  if (date === null) return 0;
  if (date.bound === 'by' || date.bound === 'before') return 3;
  return date.granularity === 'day' ? 2 : 1;
}

/** Whether a date says when, and not what: `the September numbers`, `June off your invoice`, `since last week`. */
function saysWhen(context: RuleContext, date: FoundDate): boolean {
  if (date.bound === 'since' || isOver(context, date)) return false;
  if (/^(?:day|week|weekend|span)$/u.test(date.granularity) || date.bound !== null) return true;
  return (
    /\b(?:in|by|for|during|around|early|late|mid|end of|beginning of|first of|next|this)[\s-]+(?:the\s+)?$/iu.test(
      textOf(context, date.turn).slice(Math.max(0, date.start - 20), date.start),
    ) || /^(?:next|this|the|end|early|late|mid|in)\b/iu.test(date.text)
  );
}

function isOver(context: RuleContext, date: FoundDate): boolean {
  const called = context.document.transcript.date;
  const last = date.endDate ?? date.date;
  return called !== null && last !== null && last < called;
}

function textOf(context: RuleContext, turn: number): string {
  return context.document.transcript.turns[turn]?.text ?? '';
}
