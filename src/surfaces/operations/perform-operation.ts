import { parseInput } from '#platform/errors';
import {
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operationSchemas,
  type ParsedInput,
} from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';
import { operationRuns } from './operation-runs.ts';

type Asked<Name extends OperationName> = Pick<OperationCall<Name>, 'ctx' | 'health'> &
  Partial<Pick<OperationCall<Name>, 'emit' | 'signal'>> & {
    readonly input: OperationInput<Name>;
  };

/** Does what a command could ask for, in this process and with a context that is there. Throws `input.invalid`. */
export async function performOperation<Name extends OperationName>(
  name: Name,
  { ctx, health, input, emit = () => undefined, signal = new AbortController().signal }: Asked<Name>,
): Promise<OperationOutput<Name>> {
  return operationRuns[name]({ ctx, health, input: parseFor(name, input), emit, signal });
}

/** The input of an operation as its schema has it. */
export function parseFor<Name extends OperationName>(name: Name, input: unknown): ParsedInput<Name> {
  const schema = operationSchemas[name].input;
  const parsed = parseInput<unknown>({ schema, input, what: `the input of ${name}` });
  // oxlint-disable-next-line typescript/consistent-type-assertions -- the schema of this very name has just passed it
  return parsed as ParsedInput<Name>;
}
