export { type CallIndex, indexCall, type SearchTurn } from './call-index.ts';
export { loadWindowRanker, RankerFile, type WindowRanker } from './load-ranker.ts';
export { isStopWord, readQuery } from './query.ts';
export { type SearchHit, searchCall } from './search-call.ts';
export { chooseWindows, scoreWindows, searchStride, searchTurns, type TurnRange } from './search-turns.ts';
export { stem } from './stem.ts';
export { type WindowFeatures, windowFeatureNames, windowFeatures } from './window-features.ts';
export { windowTurns } from './window-sums.ts';
