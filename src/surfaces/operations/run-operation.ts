import { getWorkspace } from '#modules/workspaces';
import { SophiaError } from '#platform/errors';
import type { HealthRegistry } from '#platform/health';
import { withSpan } from '#platform/telemetry';
import { isOperationName, type OperationName } from '#surfaces/local';
import type { WorkContext } from '#workflows';
import { operationRuns } from './operation-runs.ts';
import { parseFor } from './perform-operation.ts';

/** What operations need in the process that runs them. */
export interface OperationHost {
  readonly health: HealthRegistry;
  /** Where people reach this process. */
  readonly baseUrl?: () => string;
  readonly contextFor: (options: { workspaceId: string }) => WorkContext;
}

export interface OperationRequest {
  readonly host: OperationHost;
  readonly workspaceId: string;
  readonly name: string;
  readonly input: unknown;
  readonly emit: (event: unknown) => void;
  readonly signal: AbortSignal;
}

/** Runs an operation by its name in this process. Throws `workspace.not-found`, and `input.invalid` where it does not fit. */
export async function runOperation({ name, ...request }: OperationRequest): Promise<unknown> {
  if (!isOperationName(name)) {
    throw new SophiaError('input.invalid', `Expected an operation such as calls.list, found "${name}".`);
  }
  return withSpan({ name: `operation.${name}` }, () => runNamed({ name, ...request }));
}

async function runNamed<Name extends OperationName>({
  name,
  host,
  workspaceId,
  input,
  emit,
  signal,
}: Omit<OperationRequest, 'name'> & { name: Name }): Promise<unknown> {
  const ctx = host.contextFor({ workspaceId });
  await getWorkspace({ ctx });
  const { health, baseUrl } = host;
  const origin = baseUrl?.() ?? null;
  return operationRuns[name]({ ctx, health, origin, input: parseFor(name, input), emit, signal });
}
