import type { Crm } from '#contracts';
import { syncActivities } from '#modules/crm';
import { watchDeals } from '#modules/warnings';
import type { OpenDatabase } from '#platform/db';
import { shippedPolicy } from '#test/change-world';
import type { World } from '../simulators/world/schema.ts';
import { connectedContext } from './connected-context.ts';
import { putMirrorAside, windBackMirror } from './wind-back-mirror.ts';

export interface ReplayInput {
  readonly world: World;
  readonly database: OpenDatabase;
  readonly crm: Crm;
}

const dayMs = 86_400_000;

/** Watches the deals of the taken company at every midnight of some days up to its own, with the mirror as it stood then. */
export async function replayWarnings({
  world,
  database,
  crm,
  daysBack,
}: ReplayInput & { daysBack: number }): Promise<void> {
  const { pool } = database;
  const today = Date.parse(`${world.today}T00:00:00Z`);
  const ctx = await connectedContext({ database, crm, at: new Date(today - daysBack * dayMs) });
  const { clock } = ctx;
  await pool.query('delete from deal_warnings');
  await pool.query(openAll);
  while (!(await syncActivities({ ctx })).done);
  const aside = await putMirrorAside(pool);
  for (let day = 0; day <= daysBack; day += 1) {
    await windBackMirror({ pool, at: clock.now(), aside });
    await watchDeals({ ctx: { ...ctx, policy: shippedPolicy } });
    clock.advance(dayMs);
  }
  await windBackMirror({ pool, at: clock.now(), aside });
}

/** Every deal is opened once, so that the activities of all of them are read. */
const openAll = `
  update crm_records set properties = properties || '{"dealstage": "appointmentscheduled"}', activities_synced_at = null
  where object_type = 'deal'`;
