export { SalesModelFile } from './sales-model-file.ts';
export { loadSalesModels, type SalesModels, salesModelsFrom } from './sales-models.ts';
export { type Head, type SalesScores, scoreSales } from './score-sales.ts';
export { talkFeatureNames, talkFeaturesOf } from './talk-features.ts';
export { textFeaturesOf } from './text-features.ts';
