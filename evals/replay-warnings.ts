import type { Crm } from '#contracts';
import { syncActivities } from '#modules/crm';
import { watchDeals } from '#modules/warnings';
import type { OpenDatabase } from '#platform/db';
import { shippedPolicy } from '#test/change-world';
import type { World } from '../simulators/world/schema.ts';
import { connectedContext } from './connected-context.ts';

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
  await pool.query(prepare);
  while (!(await syncActivities({ ctx })).done);
  for (let day = 0; day <= daysBack; day += 1) {
    await pool.query(rewind, [clock.now()]);
    await watchDeals({ ctx: { ...ctx, policy: shippedPolicy } });
    clock.advance(dayMs);
  }
}

/** The history is put aside, and every deal is opened once, so that the activities of all of them are read. */
const prepare = `
  delete from deal_warnings;
  create table eval_changes as select * from crm_property_changes;
  delete from crm_property_changes;
  update crm_records set properties = properties || '{"dealstage": "appointmentscheduled"}', activities_synced_at = null
  where object_type = 'deal'`;

/** The mirror as it stood at an instant: what was changed later has not been, what was made later is not there. */
const rewind = `
  with added as (
    insert into crm_property_changes
    select aside.* from eval_changes aside where aside.at <= $1
    on conflict do nothing
    returning 1
  ), stood as (
    select distinct on (record_id, property) record_id, property, value
    from eval_changes where at <= $1 order by record_id, property, at desc, position desc
  ), whole as (
    select record_id, jsonb_object_agg(property, value) as properties from stood group by record_id
  )
  update crm_records record set
    properties = record.properties || '{"hs_next_step": null, "closedate": null}'
      || coalesce((select properties from whole where whole.record_id = record.id), '{}'),
    vanished_at = case when record.created_at_source <= $1 then null else record.created_at_source end
  from (select count(*) from added) counted
  where record.object_type = 'deal'`;
