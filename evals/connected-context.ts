import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Crm } from '#contracts';
import { createFixedClock } from '#platform/clock';
import type { ConnectedContext } from '#platform/context';
import type { OpenDatabase } from '#platform/db';
import { createIds } from '#platform/ids';
import { createTestContext } from '#test/test-context';

/** A context in the workspace of the taken company, with its CRM, at a time that can be moved on. */
export async function connectedContext({
  database,
  crm,
  at,
}: {
  database: OpenDatabase;
  crm: Crm;
  at: Date;
}): Promise<ConnectedContext & { readonly clock: ReturnType<typeof createFixedClock> }> {
  const rows = await database.pool.query('select distinct workspace_id as id from crm_records');
  const [workspace] = z.array(z.object({ id: z.string() })).parse(rows.rows);
  if (workspace === undefined) throw new Error('Expected the records of the company, found none.');
  const clock = createFixedClock(at);
  const off = { state: 'off', reason: 'Not asked here.', action: 'Nothing.' } as const;
  return {
    ...createTestContext({ db: database.db, workspaceId: workspace.id, actor: { type: 'schedule', name: 'eval' } }),
    clock,
    ids: createIds(clock),
    requestId: randomUUID(),
    connections: { crm: { state: 'on', client: crm, simulated: true }, calls: off, chat: off },
  };
}
