export { getWarning } from './get-warning.ts';
export { listWarnings } from './list-warnings.ts';
export { listWarningsById } from './list-warnings-by-id.ts';
export { moveWarnings } from './move-warnings.ts';
export { type DealWarning, type RaisedWarning, WarningKind } from './schema.ts';
export { type ShareWarningsInput, shareWarnings } from './share-warnings.ts';
export { dealWarnings } from './tables.ts';
export { warningNames } from './warning-names.ts';
export { type WatchedDeals, watchDeals } from './watch-deals.ts';
