import type { OperationInput, OperationName, OperationOutput } from './operation-schemas.ts';

/** The way to Sophia's operations, wherever they run. */
export interface Operator {
  /** Where the work is done, for messages: the running server or this process. */
  readonly place: 'server' | 'here';
  call<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    onEvent?: (event: unknown) => void,
  ): Promise<OperationOutput<Name>>;
  close(): Promise<void>;
}
