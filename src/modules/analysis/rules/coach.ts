import type { Claim, CoachingPoint, Commitment, Objection, Question } from '#contracts';
import type { Sentence } from '../language/index.ts';
import { claimAlone } from './claim-alone.ts';
import { coachingTemplates } from './coaching-templates.ts';
import { questionConfidence } from './find-questions.ts';
import { cue, type RuleContext, sentenceClaim, sentencesOfTurn } from './rule-context.ts';

/** A share of all words above which our side talks more than it listens. */
const mostTalk = 0.65;
/** Words of one turn of ours that are a speech. */
const longestTurnWords = 150;
const mostPoints = 8;

/** Returns what a coach would say to each of our speakers, with the words it rests on. Needs to know the sides. */
export function coach(options: {
  context: RuleContext;
  objections: readonly Objection[];
  commitments: readonly Commitment[];
  questions: readonly Question[];
}): CoachingPoint[] {
  const { context } = options;
  if (!context.document.sidesKnown) return [];
  return [
    ...unansweredObjections(context, options.objections),
    ...unansweredQuestions(context, options.questions),
    ...promisesWithoutDay(options.commitments),
    ...goodQuestions(context),
    ...stackedQuestions(context),
    ...talkTime(context),
    ...speeches(context),
  ].slice(0, mostPoints);
}

function unansweredObjections(context: RuleContext, objections: readonly Objection[]): CoachingPoint[] {
  return objections
    .filter((objection) => objection.answer === 'unanswered')
    .slice(0, 2)
    .map((objection) => ({
      kind: 'objection_unanswered',
      message: coachingTemplates.objection_unanswered.replace('{kind}', objection.kind),
      speaker: answererAfter(context, objection.turn),
      evidence: [claimAlone(objection, { field: 'coaching' })],
    }));
}

function unansweredQuestions(context: RuleContext, questions: readonly Question[]): CoachingPoint[] {
  const open = questions.filter((question) => question.side === 'external' && !question.answered).slice(0, 2);
  return open.map((question) => ({
    kind: 'question_unanswered',
    message: coachingTemplates.question_unanswered,
    speaker: answererAfter(context, question.turn),
    evidence: [claimAlone(question, { field: 'coaching' })],
  }));
}

function promisesWithoutDay(commitments: readonly Commitment[]): CoachingPoint[] {
  const open = commitments.filter((commitment) => commitment.ownerSide === 'internal' && commitment.due === null);
  return open.slice(0, 2).map((commitment) => ({
    kind: 'promise_without_day',
    message: coachingTemplates.promise_without_day,
    speaker: commitment.owner,
    evidence: [claimAlone(commitment, { field: 'coaching' })],
  }));
}

function goodQuestions(context: RuleContext): CoachingPoint[] {
  const asked = context.sentences.filter(
    (sentence) =>
      sentence.side === 'internal' &&
      questionConfidence(context, sentence) > 0 &&
      ['prompt.benefit', 'prompt.pain', 'prompt.criteria'].some(
        (section) => cue(context, { sentence: sentence.index, section }) > 0,
      ),
  );
  return asked.slice(0, 2).map((sentence) => ({
    kind: 'good_question',
    message: coachingTemplates.good_question,
    speaker: sentence.speaker,
    evidence: [pointAt(context, { sentence, rule: 'coaching.good_question' })],
  }));
}

function stackedQuestions(context: RuleContext): CoachingPoint[] {
  for (const turn of context.document.transcript.turns) {
    if (turn.side !== 'internal') continue;
    const asked = sentencesOfTurn(context, turn.turn).filter((sentence) => questionConfidence(context, sentence) > 0);
    if (asked.length < 3) continue;
    return [
      {
        kind: 'stacked_questions',
        message: coachingTemplates.stacked_questions,
        speaker: turn.speaker,
        evidence: asked.map((sentence) => pointAt(context, { sentence, rule: 'coaching.stacked_questions' })),
      },
    ];
  }
  return [];
}

function talkTime(context: RuleContext): CoachingPoint[] {
  const words = new Map<string, number>();
  let total = 0;
  for (const sentence of context.sentences) {
    total += sentence.words.length;
    if (sentence.side === 'internal') {
      words.set(sentence.speaker, (words.get(sentence.speaker) ?? 0) + sentence.words.length);
    }
  }
  const ours = [...words.values()].reduce((sum, count) => sum + count, 0);
  const [speaker] = [...words].sort((one, other) => other[1] - one[1])[0] ?? [];
  if (speaker === undefined || total < 200 || ours / total <= mostTalk) return [];
  const longest = longestTurnOf(context, speaker);
  if (longest === null) return [];
  return [
    {
      kind: 'talks_too_much',
      message: coachingTemplates.talks_too_much.replace('{figure}', String(Math.round((ours / total) * 100))),
      speaker,
      evidence: [pointAt(context, { sentence: longest, rule: 'coaching.talks_too_much' })],
    },
  ];
}

function speeches(context: RuleContext): CoachingPoint[] {
  for (const turn of context.document.transcript.turns) {
    const said = sentencesOfTurn(context, turn.turn);
    const words = said.reduce((sum, sentence) => sum + sentence.words.length, 0);
    const first = said[0];
    if (turn.side !== 'internal' || words < longestTurnWords || first === undefined) continue;
    return [
      {
        kind: 'long_monologue',
        message: coachingTemplates.long_monologue.replace('{figure}', String(words)),
        speaker: turn.speaker,
        evidence: [pointAt(context, { sentence: first, rule: 'coaching.long_monologue' })],
      },
    ];
  }
  return [];
}

function longestTurnOf(context: RuleContext, speaker: string): Sentence | null {
  let best: { sentence: Sentence; words: number } | null = null;
  for (const turn of context.document.transcript.turns) {
    if (turn.speaker !== speaker) continue;
    const said = sentencesOfTurn(context, turn.turn);
    const words = said.reduce((sum, sentence) => sum + sentence.words.length, 0);
    const first = said[0];
    if (first !== undefined && (best === null || words > best.words)) best = { sentence: first, words };
  }
  return best?.sentence ?? null;
}

/** Our first speaker after a turn, or our first speaker of the call. */
function answererAfter(context: RuleContext, turn: number): string {
  const ours = context.document.transcript.turns.filter((entry) => entry.side === 'internal');
  return (ours.find((entry) => entry.turn > turn) ?? ours[0])?.speaker ?? 'unknown';
}

function pointAt(context: RuleContext, options: { sentence: Sentence; rule: string }): Claim {
  return sentenceClaim(context, { ...options, field: 'coaching', confidence: 0.8 });
}
