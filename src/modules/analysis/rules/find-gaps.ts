import type { Commitment, Gap, Question } from '#contracts';
import type { RuleContext } from './rule-context.ts';

/** Words from which what is said is a sentence and no sound of agreement. */
const fewestWordsOfSentence = 3;
/** Words from which a call is long enough to miss something in it. */
const fewestWords = 150;
const mostUnanswered = 2;

/** Returns what was not said and should have been, and how it was looked for. Silent about sides that are unknown. */
export function findGaps(options: {
  context: RuleContext;
  commitments: readonly Commitment[];
  questions: readonly Question[];
}): Gap[] {
  const { context, commitments, questions } = options;
  const words = context.sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  if (words < fewestWords) return [];
  const gaps: Gap[] = [];
  if (commitments.length === 0) {
    gaps.push({
      kind: 'no_next_step',
      message: 'Nobody promised anything for after the call.',
      lookedFor: 'Promises, agreed meetings and accepted requests of every speaker.',
    });
  }
  if (!context.document.sidesKnown) return gaps;
  if (commitments.length > 0 && !commitments.some((commitment) => commitment.ownerSide === 'external')) {
    gaps.push({
      kind: 'no_buyer_commitment',
      message: 'All next steps are ours; the buyer promised nothing.',
      lookedFor: 'Promises, agreed meetings and accepted requests of the external speakers.',
    });
  }
  if (!questions.some((question) => question.side === 'internal')) {
    gaps.push({
      kind: 'no_questions_asked',
      message: 'Our side asked nothing.',
      lookedFor: 'Questions of the internal speakers that ask for something.',
    });
  }
  const open = questions.filter((question) => question.side === 'external' && !question.answered);
  if (open.length >= mostUnanswered) {
    gaps.push({
      kind: 'unanswered_questions',
      message: `${open.length} questions of the buyer stayed unanswered.`,
      lookedFor: 'Replies of our side within the next four turns after each question.',
    });
  }
  if (externalSpeakers(context).length === 1) {
    gaps.push({
      kind: 'single_threaded',
      message: 'Only one person of the buyer spoke.',
      lookedFor: 'External speakers with at least one sentence of three words.',
    });
  }
  return gaps;
}

function externalSpeakers(context: RuleContext): string[] {
  const spoken = context.sentences.filter(
    ({ side, words }) => side === 'external' && words.length >= fewestWordsOfSentence,
  );
  return [...new Set(spoken.map(({ speaker }) => speaker))];
}
