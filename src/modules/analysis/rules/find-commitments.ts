import type { Commitment, Due } from '#contracts';
import { claimFrom, type Place } from '../claims/claim-from.ts';
import { dueDateOf, type Sentence } from '../language/index.ts';
import { tidyQuote } from '../summary/index.ts';
import { dueNearby } from './due-nearby.ts';
import { findAgreedRequests } from './find-agreed-requests.ts';
import type { FoundPromise } from './found-promise.ts';
import { isInJest, isNegated, isSupposed, together } from './modality.ts';
import { promiseDate, promiseDatesWithin, promiseParts } from './promise-dates.ts';
import { cue, type RuleContext, rangeOfMatch, sentencesOfTurn, wordCount } from './rule-context.ts';

const threshold = 0.62;
const fewestWords = 4;

/** Returns the promises of both sides to do something definite after the call, with owner and due day. */
export function findCommitments(context: RuleContext): Commitment[] {
  const promised = context.sentences.flatMap((sentence) => promiseOf(context, sentence) ?? []);
  const requested = findAgreedRequests({ context, promised });
  const all = [...promised, ...requested].sort((one, other) => one.sentence.index - other.sentence.index);
  return all.flatMap((promise) => {
    const place = placeOf(context, promise);
    const { sentence } = promise;
    return promiseParts(context, { sentence, place }).map((part) => toCommitment(context, { promise, place: part }));
  });
}

function promiseOf(context: RuleContext, sentence: Sentence): FoundPromise | null {
  if (sentence.hasQuestionMark) return null;
  const at = sentence.index;
  const will = context.cues[at]?.get('commit.will');
  const match = will ?? context.cues[at]?.get('commit.let_me');
  if (match === undefined || isNegated(context, { sentence: at, match })) return null;
  if (isSupposed(context, { sentence, match }) || isInJest(context, at)) return null;
  const due = dueOf(context, { sentence, place: sentence });
  if (due === null && isIdle(context, sentence)) return null;
  let confidence = together([match.weight * 0.75, due === null ? 0 : 0.5, givesToYou(context, sentence) ? 0.25 : 0]);
  if (cue(context, { sentence: at, section: 'commit.vague' }) > 0) confidence *= 0.7;
  if (cue(context, { sentence: at, section: 'refusal' }) > 0) confidence *= 0.8;
  if (cue(context, { sentence: at, section: 'hedge' }) > 0) confidence *= 0.85;
  return confidence < threshold
    ? null
    : { sentence, last: sentence, owner: sentence.speaker, rule: match.section, confidence };
}

/** What is done at once, a mere `will do`, a buyer's `we'll be in touch`, and a fear of what one will have, promise nothing. */
function isIdle(context: RuleContext, sentence: Sentence): boolean {
  const at = sentence.index;
  return (
    cue(context, { sentence: at, section: 'commit.during' }) > 0 ||
    cue(context, { sentence: at, section: 'resist' }) >= 0.9 ||
    (sentence.side === 'external' && putsOff(context, at)) ||
    wordCount(context, sentence) < fewestWords
  );
}

function putsOff(context: RuleContext, sentence: number): boolean {
  return ['risk.brush_off', 'risk.polite_close'].some((section) => cue(context, { sentence, section }) > 0);
}

function givesToYou(context: RuleContext, sentence: Sentence): boolean {
  const forms = context.tokens[sentence.index]?.forms ?? [];
  return forms.includes('you') || forms.includes('your');
}

function toCommitment(context: RuleContext, { promise, place }: { promise: FoundPromise; place: Place }): Commitment {
  const due = dueOf(context, { sentence: promise.sentence, place }) ?? dueNearby(context, promise);
  const claim = claimFrom({
    document: context.document,
    place,
    field: 'commitment',
    rule: promise.rule,
    confidence: promise.confidence,
  });
  return {
    ...claim,
    owner: promise.owner,
    ownerSide: context.speakers.get(promise.owner) ?? 'unknown',
    text: tidyQuote(claim.quote),
    due,
  };
}

/** The sentence, with the next one of its turn where that only adds the day (`I'll send it. By Friday.`). */
function placeOf(context: RuleContext, { sentence, last }: FoundPromise): Place {
  const place = { turn: sentence.turn, start: startOf(context, sentence), end: last.end };
  if (promiseDatesWithin(context, place).length > 0) return place;
  const next = sentencesOfTurn(context, sentence.turn).find((other) => other.index === last.index + 1);
  if (next === undefined || next.words.length > 7) return place;
  const extended = { ...place, end: next.end };
  const promises = context.cues[next.index]?.has('commit.will') === true || next.hasQuestionMark;
  return !promises && promiseDatesWithin(context, extended).length > 0 ? extended : place;
}

/** A promise behind a refusal (`I can't promise that, but I'll send this`) begins behind its `but`. */
function startOf(context: RuleContext, sentence: Sentence): number {
  const cues = context.cues[sentence.index];
  const match = cues?.get('commit.will');
  const refusal = cues?.get('refusal');
  const tokens = context.tokens[sentence.index];
  if (match === undefined || refusal === undefined || tokens === undefined || refusal.from > match.from) {
    return sentence.start;
  }
  const but = tokens.forms.lastIndexOf('but', match.from);
  if (but < refusal.to - 1) return sentence.start;
  return rangeOfMatch(context, { sentence: sentence.index, match: { ...match, from: but + 1 } }).start;
}

function dueOf(context: RuleContext, options: { sentence: Sentence; place: Place }): Due | null {
  const date = promiseDate(context, options);
  return date === null ? null : { text: date.text, date: dueDateOf(date) };
}
