export { createDocument } from './create-document.ts';
export {
  type DateBound,
  type DateInText,
  dueDateOf,
  type FoundDate,
  findDates,
  findDatesInText,
} from './dates/find-dates.ts';
export type { Document, Sentence, Word } from './document.ts';
export { evidenceForRange, evidenceForSentence } from './evidence-for.ts';
export { type AmountInText, type FoundAmount, findAmounts, findAmountsInText } from './find-amounts.ts';
export { findWords, toSpaced } from './find-words.ts';
export { isQuestion } from './is-question.ts';
export { loadPhrases } from './load-phrases.ts';
