import type { TerritoryRule } from '#contracts';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { grantOf } from './grant-of.ts';

/**
 * The ids of the deals that lie in a territory of the actor, as a list that a statement makes once. Undefined where
 * they have none. A value of several choices, as a CRM writes them with semicolons, counts with each of them.
 */
export function territoryDeals(ctx: Context): SQL | undefined {
  const territories = (grantOf(ctx.actor)?.territories ?? []).filter((rules) => rules.length > 0);
  if (territories.length === 0) return undefined;
  const within = territories.map((rules) => sql`(${sql.join(rules.map(holds), sql` and `)})`);
  return sql`(select part.id from crm_records part where part.workspace_id = ${ctx.workspaceId}
    and part.object_type = 'deal' and (${sql.join(within, sql` or `)}))`;
}

function holds(rule: TerritoryRule): SQL {
  if (rule.of === 'deal') return hasValue(sql`part.properties`, rule);
  const of = sql`tie.workspace_id = part.workspace_id and tie.source = part.source`;
  const company = sql`company.workspace_id = part.workspace_id and company.source = part.source
    and company.object_type = 'company' and ${hasValue(sql`company.properties`, rule)}`;
  return sql`(exists (select from crm_associations tie join crm_records company on ${company}
      and company.external_id = tie.to_external_id
    where ${of} and tie.from_type = 'deal' and tie.from_external_id = part.external_id and tie.to_type = 'company')
    or exists (select from crm_associations tie join crm_records company on ${company}
      and company.external_id = tie.from_external_id
    where ${of} and tie.to_type = 'deal' and tie.to_external_id = part.external_id and tie.from_type = 'company'))`;
}

function hasValue(properties: SQL, { property, values }: TerritoryRule): SQL {
  const wanted = sql.join(
    values.map((value) => sql`lower(${value})`),
    sql`, `,
  );
  return sql`string_to_array(lower(coalesce(${properties} ->> ${property}, '')), ';') && array[${wanted}]::text[]`;
}
