import type { Commitment } from '#contracts';
import { tellingWords } from './telling-words.ts';

const leastWords = 2;
/** That something will reach the other side, though what it is was said before: “You'll have it.” */
const handsOver =
  /\b(?:send|get|bring|forward|share|have|give|show|return|drop|redo|resend|fix|email|mail|copy|put)\b.{0,20}\b(?:it|that|those|them|one|this)\b|\b(?:have|get) (?:it|that|those|them)\b/iu;
/** What somebody does at their own desk, and nobody waits for. */
const looksOut =
  /\b(?:look out|eye out|watch (?:out )?for|hold you to|do mine|do the same|be there|grab it|take it)\b/iu;

/**
 * Whether a promise is one that somebody will ask after: it names a thing or a day. “I'll do mine” and “I'll keep an eye
 * out” are manners of speaking.
 */
export function isWorthFollowing({ text, due }: Pick<Commitment, 'text' | 'due'>): boolean {
  const hasDay = due !== null && due.evidence === undefined;
  return hasDay || (!looksOut.test(text) && (handsOver.test(text) || tellingWords(text).size >= leastWords));
}
