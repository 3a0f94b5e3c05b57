import type { Sentiment, SentimentLabel, Side } from '#contracts';
import { claimFrom } from '../claims/claim-from.ts';
import type { Document, Sentence } from '../language/index.ts';
import { courseOf, cutParts, meanScore, rounded, type ScoredSentence, trendOf } from './course.ts';
import { findChanges } from './find-changes.ts';
import { scoreSentence } from './score-sentence.ts';
import type { SentimentLexicon } from './sentiment-lexicon.ts';

/** What a sentence does that tells a mood whatever its words feel like; `mood` is -1 to 1. */
export interface MoodAct {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly mood: number;
}

const sides: readonly Side[] = ['internal', 'external', 'unknown'];
/** Sentences shorter than this are back-channels. */
const fewestWords = 2;
/** The mean strength of what is felt below which a call, or a side of it, is neutral; of our own side little but words is felt. */
const weakestMood = 0.04;
const ownWeakestMood = 0.02;
/** Of what is felt, the share that is positive: from here on the whole is, up to there it is negative. */
const positiveShare = 0.52;
const negativeShare = 0.45;
/**
 * Goodwill of every sentence that no word shows: people who stay in a call mostly mean well, and our own people stay
 * polite when it goes badly.
 */
const goodwill = 0.02;
const ownGoodwill = 0.05;
/** The mean strength of what is felt against, from which a side is mixed at best, and the whole of a call. */
const strongResentment = 0.06;
const resentmentOfWhole = 0.045;
/** What words count beside what a sentence does: people stay polite while they refuse. */
const wordShare = 0.5;
/** Buyer's sentences needed to speak of its mood alone. */
const fewestForSide = 20;

/**
 * Returns how a call feels: overall and for each side, each with its course, and where the mood turns. Scores are the means of
 * the sentences' scores, -1 to 1, with three decimals; formulas in docs/metrics.md. `acts` are what sentences do.
 */
export function measureSentiment(input: {
  document: Document;
  lexicon: SentimentLexicon;
  acts: readonly MoodAct[];
  /** Sentences, by index, that say nothing of the deal, however friendly: they are not counted. */
  smallTalk: ReadonlySet<number>;
}): Sentiment {
  const actsOfTurn = Map.groupBy(input.acts, ({ turn }) => turn);
  const scored = input.document.sentences
    .filter((sentence) => sentence.words.length >= fewestWords && !input.smallTalk.has(sentence.index))
    .map((sentence) => ({
      sentence,
      score: withActs(wordShare * scoreSentence(sentence, input.lexicon), {
        sentence,
        acts: actsOfTurn.get(sentence.turn) ?? [],
      }),
    }));
  const call = cutParts(scored);
  return {
    overall: summarize(scored, { weakest: weakestMood, unshown: goodwill, resentment: resentmentOfWhole }),
    sides: sides.flatMap((side) => {
      const members = scored.filter(({ sentence }) => sentence.side === side);
      if (members.length === 0) return [];
      const summary = summarize(members, {
        weakest: side === 'internal' ? ownWeakestMood : weakestMood,
        unshown: side === 'internal' ? ownGoodwill : goodwill,
        resentment: strongResentment,
      });
      const course = courseOf(call, (sentence) => sentence.side === side);
      return [{ side, ...summary, course, trend: trendOf(call, members) }];
    }),
    course: courseOf(call),
    turningPoints: turningPointsOf(input.document, scored),
  };
}

/** The score of the words, with the strongest of what the sentence does for and against. */
function withActs(score: number, done: { sentence: Sentence; acts: readonly MoodAct[] }): number {
  const own = done.acts
    .filter((act) => act.start < done.sentence.end && done.sentence.start < act.end)
    .map(({ mood }) => mood);
  return Math.max(-1, Math.min(1, score + Math.max(0, ...own) + Math.min(0, ...own)));
}

interface Limits {
  /** What is felt a sentence, below which nothing is. */
  readonly weakest: number;
  /** The goodwill of a sentence. */
  readonly unshown: number;
  /** What is felt against a sentence, from which the whole is mixed at best. */
  readonly resentment: number;
}

function summarize(scored: readonly ScoredSentence[], limits: Limits): Sentiment['overall'] {
  const share = shareOf(scored, limits);
  return {
    score: rounded(meanScore(scored)),
    label: share === null ? 'neutral' : labelOf({ scored, share, limits }),
    sentences: scored.length,
    felt: {
      positive: scored.filter(({ score }) => score > 0).length,
      negative: scored.filter(({ score }) => score < 0).length,
      share: share === null ? null : rounded(share),
    },
  };
}

/** The share that is positive of what is felt, since most sentences of a call feel like nothing; null where hardly any does. */
function shareOf(scored: readonly ScoredSentence[], { weakest, unshown }: Limits): number | null {
  const positive = scored.reduce((sum, { score }) => sum + Math.max(0, score), 0);
  const felt = scored.reduce((sum, { score }) => sum + Math.abs(score), 0);
  if (felt === 0 || felt / scored.length < weakest) return null;
  const added = unshown * scored.length;
  return (positive + added) / (felt + added);
}

function labelOf({
  scored,
  share,
  limits,
}: {
  scored: readonly ScoredSentence[];
  share: number;
  limits: Limits;
}): SentimentLabel {
  const against = scored.reduce((sum, { score }) => sum + Math.max(0, -score), 0);
  const isResented = against / scored.length >= limits.resentment;
  if (share >= positiveShare) return isResented ? 'mixed' : 'positive';
  return share <= negativeShare ? 'negative' : 'mixed';
}

/** Turning points of the buyer's mood, or of everybody's where too little of the buyer is known. */
function turningPointsOf(document: Document, scored: readonly ScoredSentence[]): Sentiment['turningPoints'] {
  const external = scored.filter(({ sentence }) => sentence.side === 'external');
  const series = external.length >= fewestForSide ? external : scored;
  return findChanges(series.map(({ score }) => score)).map((change) => {
    const direction = change.after > change.before ? 'better' : 'worse';
    const place = strongestNear(series, { index: change.index, sign: direction === 'better' ? 1 : -1 });
    const step = Math.abs(change.after - change.before);
    return {
      ...claimFrom({
        document,
        place: place.sentence,
        field: 'sentiment.turningPoint',
        rule: `sentiment.${direction}`,
        confidence: Math.min(0.95, 0.5 + step),
      }),
      direction,
      before: rounded(change.before),
      after: rounded(change.after),
    };
  });
}

/** The sentence that shows the new mood most, in the turn of the change or the one after. */
function strongestNear(series: readonly ScoredSentence[], place: { index: number; sign: 1 | -1 }): ScoredSentence {
  const at = series[place.index];
  if (at === undefined) throw new RangeError(`No sentence at ${place.index}.`);
  let best = at;
  for (let index = place.index; index < series.length; index += 1) {
    const each = series[index];
    if (each === undefined || each.sentence.turn > at.sentence.turn + 1) break;
    if (each.score * place.sign > best.score * place.sign) best = each;
  }
  return best;
}
