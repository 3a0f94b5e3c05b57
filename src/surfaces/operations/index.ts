export {
  closeNamedChannel,
  listNamedChannels,
  openNamedChannel,
  renameNamedChannel,
} from './account-channels.ts';
export { callFilterFrom } from './call-filter-from.ts';
export { closingBetween } from './closing-between.ts';
export { createLocalOperator } from './create-local-operator.ts';
export { createOperationHandler } from './create-operation-handler.ts';
export { dealsOfAccount } from './deals-of-account.ts';
export { performOperation } from './perform-operation.ts';
export type { OperationHost } from './run-operation.ts';
export { showLedger } from './show-ledger.ts';
