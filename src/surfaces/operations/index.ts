export {
  closeNamedChannel,
  listNamedChannels,
  openNamedChannel,
  renameNamedChannel,
} from './account-channels.ts';
export { createLocalOperator } from './create-local-operator.ts';
export { createOperationHandler } from './create-operation-handler.ts';
export { performOperation } from './perform-operation.ts';
export type { OperationHost } from './run-operation.ts';
