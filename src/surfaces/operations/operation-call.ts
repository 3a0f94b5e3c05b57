import type { HealthRegistry } from '#platform/health';
import type { OperationName, OperationOutput, ParsedInput } from '#surfaces/local';
import type { WorkContext } from '#workflows';

/** What an operation is given in the process that runs it. */
export interface OperationCall<Name extends OperationName> {
  readonly ctx: WorkContext;
  readonly health: HealthRegistry;
  /** Where people reach the process that runs it; left out over the API. */
  readonly origin?: string | null;
  readonly input: ParsedInput<Name>;
  /** Hands something to whoever waits, before the answer is complete; where they are slow, it takes as long. */
  readonly emit: (event: unknown) => Promise<void> | void;
  /** Ends when whoever waits is gone or has enough. */
  readonly signal: AbortSignal;
}

export type OperationRun<Name extends OperationName> = (call: OperationCall<Name>) => Promise<OperationOutput<Name>>;
