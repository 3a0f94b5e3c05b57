export { type MoodAct, measureSentiment } from './measure-sentiment.ts';
export { featuresOf, rateSentence, type SentimentFeatures } from './score-sentence.ts';
export { loadSentimentLexicon, loadValences, type SentimentLexicon, SentimentWeights } from './sentiment-lexicon.ts';
