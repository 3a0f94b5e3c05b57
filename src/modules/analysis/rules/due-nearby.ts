import type { Due } from '#contracts';
import { dueDateOf, evidenceForSentence, type FoundDate, type Sentence } from '../language/index.ts';
import type { FoundPromise } from './found-promise.ts';
import { promiseDatesWithin } from './promise-dates.ts';
import { cue, type RuleContext, sentencesOfTurn, turnAfter, turnsAround, wordCount } from './rule-context.ts';

const turnsBack = 3;
/** Sentences at the end of a turn that may be what the next speaker answers. */
const askedSentences = 3;
/** Sentences at the begin of a turn that still answer the turn before. */
const answeringSentences = 2;
/** A question back is short: `By Friday?`, `When can I expect it?` */
const mostWordsOfQuestion = 9;
const asksWhen = /\b(?:when|what day|which day|how soon|how quickly|by what)\b/iu;
const refuses = /^\W*(?:no|nope|not|can['’]?t|cannot|hardly|unlikely|maybe|probably not|i doubt)\b/iu;

interface DatedSentence {
  readonly sentence: Sentence;
  readonly date: FoundDate;
}

/**
 * Returns when a promise is due whose own words name no day: the one day that the other speaker asked for before
 * (`Could you send it by Friday?`, `Sure, I'll send it`) or right after it (`By Friday?`, `Yes`). Two days that differ
 * name none.
 */
export function dueNearby(context: RuleContext, promise: FoundPromise): Due | null {
  const found = askedBefore(context, promise) ?? settledAfter(context, promise);
  if (found === null) return null;
  const { date, sentence } = found;
  return { text: date.text, date: dueDateOf(date), evidence: evidenceForSentence(sentence) };
}

function askedBefore(context: RuleContext, { sentence, rule }: FoundPromise): DatedSentence | null {
  const isMeeting = rule === 'commit.meeting';
  if (rule === 'commit.request' || (!isMeeting && sentence.sentence >= answeringSentences)) return null;
  const own = sentencesOfTurn(context, sentence.turn).filter((other) => other.index < sentence.index);
  const saidBefore = onlyDay(context, own);
  if (saidBefore !== undefined) return isMeeting ? saidBefore : null;
  for (const turn of turnsAround(context, { turn: sentence.turn, step: -1, most: isMeeting ? turnsBack : 1 })) {
    if (!isMeeting && turn.speaker === sentence.speaker) return null;
    const last = sentencesOfTurn(context, turn.turn).slice(-askedSentences);
    const asked = isMeeting ? last : last.filter((other) => isAsked(context, other));
    const said = onlyDay(context, asked);
    if (said !== undefined) return said;
  }
  return null;
}

/** What one asks the other for: neither `If July goes well, maybe in August` nor what one will do oneself. */
function isAsked(context: RuleContext, sentence: Sentence): boolean {
  const at = sentence.index;
  const isUnsure =
    context.cues[at]?.get('hypothetical')?.from === 0 || cue(context, { sentence: at, section: 'hedge' }) > 0;
  if (isUnsure || cue(context, { sentence: at, section: 'commit.will' }) > 0) return false;
  return sentence.hasQuestionMark || cue(context, { sentence: at, section: 'commit.request' }) > 0;
}

/** What the other asks back in the next turn, where the promise ends its own. */
function settledAfter(context: RuleContext, { last }: FoundPromise): DatedSentence | null {
  const isLast = sentencesOfTurn(context, last.turn).at(-1)?.index === last.index;
  const next = isLast ? turnAfter(context, last.turn) : undefined;
  const [back] = next === undefined ? [] : sentencesOfTurn(context, next.turn);
  if (next === undefined || back === undefined || next.speaker === last.speaker || !back.hasQuestionMark) return null;
  if (wordCount(context, back) > mostWordsOfQuestion) return null;
  const reply = turnAfter(context, next.turn);
  const [first] = reply?.speaker === last.speaker ? sentencesOfTurn(context, reply.turn) : [];
  if (first === undefined || refuses.test(first.text)) return null;
  const answered = onlyDay(context, [first]);
  if (answered !== undefined) return answered;
  return asksWhen.test(back.text) ? null : (onlyDay(context, [back]) ?? null);
}

/** The one day these sentences name; null where they name two that differ, undefined where none. */
function onlyDay(context: RuleContext, sentences: readonly Sentence[]): DatedSentence | null | undefined {
  const dated = sentences.flatMap((sentence) =>
    promiseDatesWithin(context, sentence).map((date) => ({ sentence, date })),
  );
  const days = new Set(dated.map(({ date }) => dueDateOf(date) ?? date.text));
  return days.size > 1 ? null : dated.at(-1);
}
