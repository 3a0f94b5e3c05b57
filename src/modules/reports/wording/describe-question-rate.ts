import type { Interaction } from '#contracts';
import { formatCount, formatNumber } from '#platform/wording';

/** `12 questions (24 an hour)`, or `12 questions (1.5 per 100 words)` where the source has no times. */
export function describeQuestionRate({
  questions,
  questionsPerHour,
  questionsPer100Words,
}: Pick<Interaction['sides'][number], 'questions' | 'questionsPerHour' | 'questionsPer100Words'>): string {
  const count = formatCount(questions, 'question');
  if (questionsPerHour !== null) return `${count} (${formatNumber(questionsPerHour)} an hour)`;
  return questionsPer100Words === null ? count : `${count} (${formatNumber(questionsPer100Words)} per 100 words)`;
}
