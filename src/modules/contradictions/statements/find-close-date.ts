import type { DateMention } from '#contracts';
import type { CuedSentence } from '#modules/analysis';
import { buyerSentences, earlierInTurn, evidenceOf, hasCue, isInCue, isInSentence, neighborTurn } from './said.ts';
import type { SaidCall, Sense, Statement } from './statement.ts';

type Section = 'when.not_before' | 'when.late_word' | 'when.said' | 'when.by';

const dayMs = 86_400_000;
/** A day farther away is no plan for a signature. */
const farthestDays = 540;
const longestSpanDays = 45;
const untilWord = /^(until|till)\b/i;
const monthName =
  /\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b/i;

/** The day that the buyer names last for the signature: the day itself, or one before which nothing will be signed. */
export function findCloseDate(said: SaidCall): Statement[] {
  const found = buyerSentences(said).flatMap((at) => dayIn({ said, at }));
  const last = found.at(-1);
  return last === undefined ? [] : [last];
}

function dayIn({ said, at }: { said: SaidCall; at: CuedSentence }): Statement[] {
  const { sentence, cues } = at;
  const dates = said.findings.mentions.dates.filter((mention) => isInSentence({ place: mention, sentence }));
  for (const mention of dates) {
    const section = sectionOf({ said, at, place: mention });
    if (section === null) continue;
    const sense: Sense = section === 'when.by' || isDeadline({ at, mention, section }) ? 'is' : 'not_before';
    const value = dayOf({ said, mention, sense });
    if (value === null || !isAhead({ said, day: value }) || isVague(mention)) continue;
    const weight = cues.get(section)?.weight ?? 0;
    const confidence = Math.round(weight * mention.confidence * 100) / 100;
    return [{ kind: 'close_date', sense, value, person: null, evidence: evidenceOf(at), confidence }];
  }
  return [];
}

/**
 * The day that was said. `Not before the fifth` is resolved as the fourth and means the fifth; a day without a year
 * that was taken for a past one, since the sentence tells of the past too, is the next of that name.
 */
function dayOf({ said, mention, sense }: { said: SaidCall; mention: DateMention; sense: Sense }): string | null {
  const isEnd = sense === 'is' || untilWord.test(mention.quote);
  const resolved = isEnd ? (mention.endDate ?? mention.date) : mention.date;
  if (resolved === null) return null;
  const shift = sense === 'not_before' && /^before\b/i.test(mention.quote) ? dayMs : 0;
  const day = new Date(Date.parse(resolved) + shift);
  const isUndated = monthName.test(mention.quote) && !/\d{4}|\b(last|past|previous)\b/i.test(mention.quote);
  if (isUndated && day.toISOString().slice(0, 10) < said.day) day.setUTCFullYear(day.getUTCFullYear() + 1);
  return day.toISOString().slice(0, 10);
}

/** `Next year` is no day to hold a date against. */
function isVague({ quote, date, endDate }: DateMention): boolean {
  if (untilWord.test(quote)) return false;
  return date !== null && endDate !== null && Date.parse(endDate) - Date.parse(date) > longestSpanDays * dayMs;
}

/** `I'd say before the tenth`: the day by which it is to be done. */
function isDeadline({ at, mention, section }: { at: CuedSentence; mention: DateMention; section: string }): boolean {
  const { sentence } = at;
  const said = sentence.text.slice(0, mention.end - sentence.start);
  return section === 'when.said' && /\b(before|by|no later than)\b(?=[^,.]{0,30}$)/i.test(said);
}

/** The section that makes the day the day of the signature; null where it is a day of something else. */
function sectionOf({
  said,
  at,
  place,
}: {
  said: SaidCall;
  at: CuedSentence;
  place: { turn: number; start: number; end: number };
}): Section | null {
  const { cues } = at;
  const isLate = isInCue({ place, cue: cues.get('when.not_before') }) || cues.has('when.late_word');
  const isAbout = isAboutSigning({ said, at });
  const waits = cues.has('when.starts') || (cues.has('when.step') && isAnswered({ said, at }));
  if (isLate && (isAbout || waits)) return cues.has('when.not_before') ? 'when.not_before' : 'when.late_word';
  if (isInCue({ place, cue: cues.get('when.by') })) return 'when.by';
  if (isInCue({ place, cue: cues.get('when.other') }) || !isAbout) return null;
  return isInCue({ place, cue: cues.get('when.said') }) ? 'when.said' : null;
}

/** By its own words, those before it in the turn, or what it answers or is answered with. */
function isAboutSigning({ said, at }: { said: SaidCall; at: CuedSentence }): boolean {
  if (at.cues.has('when.settles') || hasCue(earlierInTurn({ said, at }), 'when.settles')) return true;
  return isAnswered({ said, at });
}

/** It answers our question or our day, or we take it as another day than we had. */
function isAnswered({ said, at }: { said: SaidCall; at: CuedSentence }): boolean {
  const asked = isOpening({ said, at }) ? neighborTurn({ said, at, step: -1 }) : [];
  return hasCue(asked, 'when.asked') || hasCue(neighborTurn({ said, at, step: 1 }).slice(0, 2), 'when.answered');
}

/** An answer stands at the beginning of the turn, behind no more than a word or two. */
function isOpening({ said, at }: { said: SaidCall; at: CuedSentence }): boolean {
  return earlierInTurn({ said, at }).length <= 2;
}

function isAhead({ said, day }: { said: SaidCall; day: string }): boolean {
  const days = (Date.parse(day) - Date.parse(said.day)) / dayMs;
  return days > 0 && days <= farthestDays;
}
