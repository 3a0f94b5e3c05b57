export { createRemoteOperator, operationPath } from './create-remote-operator.ts';
export {
  isOperationName,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operationSchemas,
  outputOf,
  type ParsedInput,
} from './operation-schemas.ts';
export type { Operator } from './operator.ts';
