import { type SQL, sql } from '#platform/sql';
import type { Asked } from './question-kind.ts';

/** A value of a field as people read it: the name of a stage or an owner, the day of a close date. */
export function valueInWords({ asked, property, value }: { asked: Asked; property: SQL; value: SQL }): SQL {
  const inWorkspace = sql`definition.workspace_id = ${asked.scope.workspaceId}`;
  return sql`case when ${property} = 'dealstage' then coalesce((
      select one ->> 'label' from crm_definitions definition cross join lateral jsonb_array_elements(definition.body -> 'stages') one
      where ${inWorkspace} and definition.kind = 'pipeline' and one ->> 'externalId' = ${value} limit 1), ${value})
    when ${property} = 'hubspot_owner_id' then coalesce((
      select definition.body ->> 'name' from crm_definitions definition
      where ${inWorkspace} and definition.kind = 'owner' and definition.external_id = ${value} limit 1), ${value})
    when ${property} = 'closedate' then left(${value}, 10) else ${value} end`;
}
