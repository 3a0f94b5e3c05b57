import type { ConnectionStep } from '#contracts';
import { authorise } from '#modules/access';
import type { Connection } from '#platform/context';
import { SophiaError } from '#platform/errors';
import type { OperationOutput } from '#surfaces/local';
import type { OperationCall } from './operation-call.ts';

type Checked = OperationOutput<'connections.check'>['connections'][number];

/** Has each vendor of the workspace prove its connection, step by step; one that is off says why and what to do. */
export async function checkConnections({
  ctx,
}: OperationCall<'connections.check'>): Promise<OperationOutput<'connections.check'>> {
  authorise({ ctx, action: 'system.read', resource: { type: 'system', id: 'connections' } });
  const { calls, crm, chat } = ctx.connections;
  const connections = await Promise.all([
    check({ name: 'Gong', connection: calls }),
    check({ name: 'HubSpot', connection: crm }),
    check({ name: 'Slack', connection: chat }),
  ]);
  return { connections };
}

async function check({
  name,
  connection,
}: {
  name: Checked['name'];
  connection: Connection<{ check(): Promise<readonly ConnectionStep[]> }>;
}): Promise<Checked> {
  if (connection.state === 'off') {
    const { reason, action } = connection;
    return { name, state: 'off', simulated: false, reason, action, steps: [] };
  }
  const { client, simulated } = connection;
  const reached = { name, state: 'on', simulated, reason: null, action: null } as const;
  try {
    return { ...reached, steps: await client.check() };
  } catch (error) {
    if (!(error instanceof SophiaError)) throw error;
    const failed = { name: 'reached', state: 'failed', detail: error.message, action: error.entry.action } as const;
    return { ...reached, steps: [failed] };
  }
}
