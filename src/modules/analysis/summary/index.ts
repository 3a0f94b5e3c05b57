export { findSmallTalk } from './find-small-talk.ts';
export { sentencesOf } from './sentences-of.ts';
export { type Summary, type SummaryOptions, summarize } from './summarize.ts';
export { loadSummaryLexicon, type SummaryLexicon } from './summary-lexicon.ts';
export { tidyQuote } from './tidy-quote.ts';
