export { findBreaks } from './find-breaks.ts';
export { findTopics } from './find-topics.ts';
export { loadTopics, type TopicLexicon } from './topic-lexicon.ts';
