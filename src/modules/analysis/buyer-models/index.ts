export { BuyerModelFile } from './buyer-model-file.ts';
export { type Concepts, loadConcepts } from './concepts.ts';
export { featureIdsOf, featureRowOf, indexFeatures } from './feature-row.ts';
export { featureNameOf, readFeatures } from './features.ts';
export { type BuyerModels, buyerModelsFrom, loadBuyerModels } from './load-buyer-models.ts';
export { createReader, type Reader } from './reader.ts';
export { type BuyerScore, type BuyerSentence, scoreBuyerSentences } from './score-buyer-sentences.ts';
export { createUtterances, type Utterance } from './utterance.ts';
