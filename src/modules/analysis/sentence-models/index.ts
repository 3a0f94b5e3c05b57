export { addWindowMeans } from './add-window-means.ts';
export { type CallLevel, callLevelOf, settleByCall } from './call-level.ts';
export { denseFeatureNames, denseFeaturesOf } from './dense-features.ts';
export type { Background } from './information-features.ts';
export {
  type LabelScorer,
  loadSentenceModels,
  type ModelName,
  modelsFrom,
  type SentenceModels,
} from './load-models.ts';
export { ModelFile, Provenance, packWeights, unpackWeights } from './model-file.ts';
export { type LabelScores, logOddsOfBoth, probabilityOf, scoreSegments } from './score-segments.ts';
export { type SentenceLabel, type SentenceScores, scoreSentences } from './score-sentences.ts';
export { type Segment, wordsOf } from './segment.ts';
export { type SegmentTerms, segmentTermsOf } from './segment-terms.ts';
export { type Slot, slots } from './slots.ts';
export { termsOf, tokensOf } from './tokens.ts';
