import { type SQL, sql } from '#platform/sql';
import type { VisibleScope } from './visible-scope.ts';

/** Leads with their stage, owner and company. Whoever may not see addresses does not see one in the place of a name. */
export function leadsSource(scope: VisibleScope): SQL {
  const named = scope.withheld.includes('email')
    ? sql`case when record.name not like '%@%' then record.name end`
    : sql`record.name`;
  return sql`(
    select record.id, coalesce(${named}, 'a lead without a name') as name,
      (record.created_at_source at time zone ${scope.timeZone})::date as created_date,
      record.properties ->> 'hs_pipeline_stage' as stage_id, stage.label as stage, stage.position as stage_position,
      record.owner_id, owner.body ->> 'name' as owner, company.id as company_id, company.name as company
    from crm_records record
    left join lateral (
      select one ->> 'label' as label, (one ->> 'position')::int as position
      from crm_definitions definition cross join lateral jsonb_array_elements(definition.body -> 'stages') one
      where definition.workspace_id = record.workspace_id and definition.kind = 'pipeline'
        and definition.scope = 'lead' and one ->> 'externalId' = record.properties ->> 'hs_pipeline_stage'
      limit 1
    ) stage on true
    left join crm_definitions owner on owner.workspace_id = record.workspace_id and owner.source = record.source
      and owner.kind = 'owner' and owner.external_id = record.owner_id
    left join lateral (
      select other.id, other.name from crm_associations tie
      join crm_records other on other.workspace_id = tie.workspace_id and other.source = tie.source
        and other.object_type = 'company' and other.external_id = tie.to_external_id
      where tie.workspace_id = record.workspace_id and tie.source = record.source and ${scope.record('other')}
        and tie.from_type = 'lead' and tie.from_external_id = record.external_id and tie.to_type = 'company'
      order by other.created_at_source, other.id limit 1
    ) company on true
    where record.object_type = 'lead' and ${scope.record('record')}
  ) lead`;
}
