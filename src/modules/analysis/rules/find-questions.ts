import type { Evidence, Question } from '#contracts';
import { evidenceForSentence, isQuestion, type Sentence } from '../language/index.ts';
import { cue, type RuleContext, sentenceClaim, sentencesOfTurn, turnsAround, wordCount } from './rule-context.ts';

const questionWords = new Set(['what', 'when', 'where', 'who', 'whom', 'whose', 'why', 'how', 'which']);
const questionFollowers = new Set('is are do does did would will can could long much many soon often'.split(' '));
const asksOrder = new Set('is are do does did would will can could any anything anyone has have'.split(' '));
const subjects = new Set(['i', 'you', 'he', 'she', 'they', 'we', 'it', 'that', 'this', 'there']);
const tags = /,\s*(?:right|huh|no|yeah|okay|ok|correct|eh|you know)\?$/iu;
const verbTag =
  /,\s*(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should)(?:n['’]t)?\s+(?:it|he|she|they|you|we|i|that|there)(?:,?\s+\p{Lu}\p{L}+)?[.?]$/iu;
/** A statement with a question mark that is shorter than this is surprise or an echo (`You sold copiers?`). */
const longestEchoWords = 5;
/** How many turns after a question are looked at for its answer. */
const answerWithinTurns = 4;

/** Returns the questions of both sides that ask for something, and whether somebody answered them. */
export function findQuestions(context: RuleContext): Question[] {
  return context.sentences.flatMap((sentence) => {
    const confidence = questionConfidence(context, sentence);
    if (confidence === 0) return [];
    const claim = sentenceClaim(context, { sentence, field: 'question', rule: 'question.genuine', confidence });
    return [{ ...claim, ...answerTo(context, sentence) }];
  });
}

/** How surely a sentence is a question that wants an answer; 0 where it is none. */
export function questionConfidence(context: RuleContext, sentence: Sentence): number {
  const at = sentence.index;
  const asks = sentence.hasQuestionMark;
  const imperative = cue(context, { sentence: at, section: 'ask.imperative' }) > 0;
  if (!asks && !imperative && !asksWithoutMark(context, sentence)) return 0;
  for (const section of ['question.rhetorical', 'question.social', 'question.offer', 'joke', 'sarcasm']) {
    if (cue(context, { sentence: at, section }) > 0) return 0;
  }
  if (!asks) return 0.7;
  if (isTag(context, sentence) || isEcho(context, sentence)) return 0;
  return isSelfAnswered(context, sentence) ? 0 : 0.9;
}

/**
 * Whether a sentence asks although no mark says so. In a call that has question marks only clear question order
 * counts (`how long would it take, because …`), otherwise whatever the words tell.
 */
function asksWithoutMark(context: RuleContext, sentence: Sentence): boolean {
  if (!isQuestion(sentence)) return false;
  if (!context.hasQuestionMarks) return true;
  const tokens = context.tokens[sentence.index];
  const from = Math.max(0, (tokens?.opens.filter((opens) => opens).length ?? 1) - 1);
  const [first = '', second = ''] = tokens?.forms.slice(from, from + 2) ?? [];
  return questionWords.has(first) && questionFollowers.has(second) && (tokens?.forms.length ?? 0) - from > 4;
}

function isTag(context: RuleContext, sentence: Sentence): boolean {
  if (!tags.test(sentence.text) && !verbTag.test(sentence.text)) return false;
  const forms = context.tokens[sentence.index]?.forms ?? [];
  return !forms.slice(0, 4).some((form) => questionWords.has(form));
}

/** A short statement with a question mark, without a question word or a choice. */
function isEcho(context: RuleContext, sentence: Sentence): boolean {
  const tokens = context.tokens[sentence.index];
  if (tokens === undefined) return false;
  const opening = tokens.opens.filter((opens) => opens).length - 1;
  const forms = tokens.forms.slice(Math.max(0, opening));
  if (forms.length === 0) return true;
  if (forms.some((form) => questionWords.has(form) || form === 'or')) return false;
  if (forms.length === 1 && tokens.forms.length === 1) return true;
  if (forms.length <= 2 && opening <= 0 && !asksOrder.has(forms[0] ?? '')) return true;
  return subjects.has(forms[0] ?? '') && forms.length <= longestEchoWords;
}

/** The speaker goes on at length without leaving room: the question was a way of speaking. */
function isSelfAnswered(context: RuleContext, sentence: Sentence): boolean {
  const following = sentencesOfTurn(context, sentence.turn).filter((other) => other.index > sentence.index);
  return following.filter((other) => !other.hasQuestionMark).length >= 6;
}

function answerTo(context: RuleContext, sentence: Sentence): { answered: boolean; answerEvidence: Evidence | null } {
  for (const turn of turnsAround(context, { turn: sentence.turn, step: 1, most: answerWithinTurns })) {
    if (turn.speaker === sentence.speaker) continue;
    const reply = sentencesOfTurn(context, turn.turn);
    const words = reply.reduce((sum, entry) => sum + wordCount(context, entry), 0);
    if (words === 0) continue;
    const told = reply.find((entry) => !entry.hasQuestionMark && wordCount(context, entry) > 0);
    if (told === undefined) return { answered: false, answerEvidence: null };
    const evades = reply
      .slice(0, 3)
      .some((entry) => cue(context, { sentence: entry.index, section: 'answer.unsure' }) > 0);
    if (evades) return { answered: false, answerEvidence: null };
    return { answered: true, answerEvidence: evidenceForSentence(longestOf(context, reply) ?? told) };
  }
  return { answered: false, answerEvidence: null };
}

/** The sentence of a reply that says most, among its first three that ask nothing. */
function longestOf(context: RuleContext, reply: readonly Sentence[]): Sentence | undefined {
  const told = reply.filter((entry) => !entry.hasQuestionMark).slice(0, 3);
  return told.reduce<Sentence | undefined>(
    (best, entry) => (best === undefined || wordCount(context, entry) > wordCount(context, best) ? entry : best),
    undefined,
  );
}
