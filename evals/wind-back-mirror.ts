import { z } from 'zod';
import type { OpenDatabase } from '#platform/db';
import { activitiesThen } from './activities-then.ts';

type Pool = OpenDatabase['pool'];

/** A mirror whose history was put aside. */
export interface AsideMirror {
  readonly activities: readonly z.infer<typeof Activity>[];
}

const Activity = z.looseObject({ kind: z.string(), at: z.string(), done: z.boolean().nullable() });

/** The history of deals and what was done with them are put aside, for the mirror to be wound back through them. */
export async function putMirrorAside(pool: Pool): Promise<AsideMirror> {
  await pool.query('create table eval_changes as select * from crm_property_changes');
  await pool.query('delete from crm_property_changes');
  const { rows } = await pool.query('select to_jsonb(activity) as activity from crm_activities activity');
  return {
    activities: z
      .array(z.object({ activity: Activity }))
      .parse(rows)
      .map(({ activity }) => activity),
  };
}

/** The deals of the mirror and their activities as they stood at an instant; one after the other, from the oldest on. */
export async function windBackMirror({ pool, at, aside }: { pool: Pool; at: Date; aside: AsideMirror }): Promise<void> {
  await pool.query(rewindDeals, [at]);
  await pool.query('delete from crm_activities');
  const activities = activitiesThen({ activities: aside.activities, at });
  const populate = 'insert into crm_activities select * from jsonb_populate_recordset(null::crm_activities, $1)';
  await pool.query(populate, [JSON.stringify(activities)]);
}

/** What was changed later has not been, what was made later is not there. */
const rewindDeals = `
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
