export { type Action, actions, type Resource } from './actions.ts';
export { authorise, isAllowed } from './authorise.ts';
export { authoriseGiving } from './authorise-giving.ts';
export { withheldFrom } from './grant-of.ts';
export {
  beingSent,
  fieldsFromCalls,
  gaveWords,
  hasHeld,
  isFromCall,
  keptFields,
  keptFromReaders,
  keptValues,
  keptWords,
} from './kept-words.ts';
export { boundedActions, contactDetails, law, oneself, permissionOf } from './law.ts';
export { leastGrant } from './least-grant.ts';
export { readEachKept, readKept } from './read-kept.ts';
export {
  hiddenDocuments,
  isBounded,
  seenCall,
  seenCallIds,
  seenCalls,
  seenDeal,
  seenNotes,
  seenOwnerIds,
  seenRecord,
  seenRecordId,
  seenRecords,
  withoutWithheld,
} from './sight.ts';
