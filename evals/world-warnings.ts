import { z } from 'zod';
import type { Crm } from '#contracts';
import { syncActivities } from '#modules/crm';
import { WarningKind, watchDeals } from '#modules/warnings';
import type { OpenDatabase } from '#platform/db';
import { shippedPolicy } from '#test/change-world';
import type { World } from '../simulators/world/schema.ts';
import { connectedContext } from './connected-context.ts';
import type { EvaluationRow } from './evaluation-row.ts';

interface WarningsInput {
  readonly world: World;
  readonly database: OpenDatabase;
  readonly crm: Crm;
  /** The key of the world of each deal of HubSpot. */
  readonly keys: ReadonlyMap<string, string>;
}

/** A time during which a deal deserved a warning, or had one. */
interface Spell {
  readonly deal: string;
  readonly kind: string;
  readonly from: string;
  readonly until: string | null;
}

const daysBack = 90;
const dayMs = 86_400_000;

/**
 * Watches the deals of the taken company at every midnight of the last ninety days, with the mirror as it stood then,
 * and compares what is raised and cleared with the spells that the generator's own rules found.
 */
export async function warningRows(input: WarningsInput): Promise<EvaluationRow[]> {
  const raised = await replay(input);
  const { warnings } = input.world.truth;
  const wanted = warnings.map(({ dealKey, ...spell }): Spell => ({ ...spell, deal: dealKey }));
  return WarningKind.options.map((kind) => rowOf({ kind, wanted: wanted.filter((one) => one.kind === kind), raised }));
}

function rowOf({
  kind,
  wanted,
  raised,
}: {
  kind: WarningKind;
  wanted: readonly Spell[];
  raised: readonly Spell[];
}): EvaluationRow {
  const own = raised.filter((one) => one.kind === kind);
  const pairs = wanted.flatMap((spell) => {
    const met = own.find((one) => overlaps(one, spell));
    return met === undefined ? [] : [{ spell, met }];
  });
  const ended = pairs.filter(({ spell }) => spell.until !== null);
  const cleared = ended.filter(({ spell, met }) => met.until !== null && isWithinADay(met.until, spell.until));
  const onTheDay = pairs.filter(({ spell, met }) => isWithinADay(met.from, spell.from)).length;
  const falseAlarms = own.filter((one) => !wanted.some((spell) => overlaps(one, spell))).length;
  const total = wanted.length + own.length;
  return {
    measure: `warning ${kind}`,
    sample: `${wanted.length} spells`,
    floor: null,
    published: null,
    reached: total === 0 ? 1 : (wanted.length === 0 ? 0 : pairs.length + own.length - falseAlarms) / total,
    unit: 'F1',
    note: `raised in ${pairs.length} of ${wanted.length} spells, ${onTheDay} of them within a day; of ${ended.length} that ended ${cleared.length} cleared within a day; ${falseAlarms} of ${own.length} raised were false alarms`,
  };
}

function overlaps(one: Spell, other: Spell): boolean {
  if (one.deal !== other.deal) return false;
  return one.from < (other.until ?? '9') && other.from < (one.until ?? '9');
}

function isWithinADay(one: string, other: string | null): boolean {
  return other !== null && Math.abs(Date.parse(one) - Date.parse(other)) <= dayMs;
}

async function replay({ world, database, crm, keys }: WarningsInput): Promise<Spell[]> {
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
  const Row = z.object({ deal: z.string(), kind: z.string(), from: z.date(), until: z.date().nullable() });
  const found = await pool.query(`
    select record.external_id as deal, warning.kind, warning.raised_at as from, warning.cleared_at as until
    from deal_warnings warning join crm_records record on record.id = warning.record_id`);
  return z
    .array(Row)
    .parse(found.rows)
    .map(({ deal, kind, from, until }) => ({
      deal: keys.get(deal) ?? deal,
      kind,
      from: from.toISOString(),
      until: until?.toISOString() ?? null,
    }));
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
