export { correctMatch } from './correct-match.ts';
export { getMatch } from './get-match.ts';
export { listCallsOfPeriod } from './list-calls-of-period.ts';
export { type CallOfRecord, listCallsOfRecord } from './list-calls-of-record.ts';
export { matchCall } from './match-call.ts';
export { moveLinks } from './move-links.ts';
export { shareCallsOfRecords } from './share-calls-of-records.ts';
export { shareRecordsOfCalls } from './share-records-of-calls.ts';
export { callLinks, callMatches } from './tables.ts';
