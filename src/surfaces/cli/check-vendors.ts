import { SophiaError } from '#platform/errors';
import type { OperationOutput, Operator } from '#surfaces/local';
import type { CommandEnvironment } from './command-environment.ts';
import { plain } from './wording.ts';

export type CheckedVendor = OperationOutput<'connections.check'>['connections'][number];

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** Has each vendor prove its connection. Where the real ones are off and a server runs, its simulated ones are asked. */
export async function checkVendors({
  environment,
  operator,
}: {
  environment: CommandEnvironment;
  operator: Operator;
}): Promise<readonly CheckedVendor[]> {
  const { connections } = await operator.call('connections.check', {});
  if (operator.place === 'here' || connections.some(({ state }) => state === 'on')) return connections;
  const simulated = await checkExample(environment);
  return simulated.some(({ state }) => state === 'on') ? simulated : connections;
}

/** What `doctor` says of one vendor: each step, and what to do where it failed; or why it is off. */
export function describeVendor({ name, state, simulated, reason, action, steps }: CheckedVendor): string[] {
  if (state === 'off')
    return [`– ${name}: off. ${plain(reason)}`, ...(action === null ? [] : [`    → ${plain(action)}`])];
  const failed = steps.filter((step) => step.state === 'failed').length;
  const kind = simulated ? ' (simulated)' : '';
  const head =
    failed === 0 ? `✓ ${name}${kind}: connected` : `✗ ${name}${kind}: ${failed} of ${steps.length} steps failed`;
  return [
    head,
    ...steps.flatMap((step) => [
      `    ${marks[step.state]} ${step.name}: ${plain(step.detail)}`,
      ...(step.action === null ? [] : [`        → ${plain(step.action)}`]),
    ]),
  ];
}

async function checkExample({ connect }: CommandEnvironment): Promise<readonly CheckedVendor[]> {
  const operator = await connect({ workspaceId: 'example' });
  try {
    return (await operator.call('connections.check', {})).connections;
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'workspace.not-found') return [];
    throw error;
  } finally {
    await operator.close();
  }
}
