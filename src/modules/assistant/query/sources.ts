import { type SQL, sql } from '#platform/sql';
import type { VisibleScope } from './visible-scope.ts';

const rivals = ['main_competitor', 'primary_competitor', 'competitor', 'competitors'];
const reasons = ['closed_lost_category', 'closed_lost_reason'];

/**
 * Deals with the words that people use for them: stage, owner and company by name, the amount as a number, days as
 * days; `has_…` says that something stands there, also where it is not shown. Used as `from (…) deal`.
 */
export function dealsSource(scope: VisibleScope): SQL {
  return sql`(
    select record.id, record.external_id, coalesce(record.name, record.external_id) as name,
      nullif(record.properties ->> 'amount', '')::numeric as amount,
      upper(nullif(record.properties ->> 'deal_currency_code', '')) as currency,
      nullif(left(record.properties ->> 'closedate', 10), '')::date as close_date,
      (record.created_at_source at time zone ${scope.timeZone})::date as created_date,
      record.properties ->> 'dealstage' as stage_id, stage.label as stage, stage.position as stage_position,
      stage.pipeline, coalesce(stage.is_closed, false) as is_closed, coalesce(stage.is_won, false) as is_won,
      stage.probability, record.owner_id, owner.body ->> 'name' as owner,
      ${shownOf(scope, scope.nextSteps)} as next_step, ${standsIn(scope.nextSteps)} as has_next_step,
      ${shownOf(scope, rivals)} as competitor, ${standsIn(rivals)} as has_competitor,
      ${shownOf(scope, reasons)} as lost_reason, ${standsIn(reasons)} as has_lost_reason,
      company.id as company_id, company.name as company
    from crm_records record
    left join lateral (
      select one ->> 'label' as label, (one ->> 'position')::int as position, definition.body ->> 'label' as pipeline,
        (one ->> 'isClosed')::boolean as is_closed, (one ->> 'isWon')::boolean as is_won,
        (one ->> 'probability')::numeric as probability
      from crm_definitions definition cross join lateral jsonb_array_elements(definition.body -> 'stages') one
      where definition.workspace_id = record.workspace_id and definition.kind = 'pipeline'
        and definition.scope = 'deal' and one ->> 'externalId' = record.properties ->> 'dealstage'
      limit 1
    ) stage on true
    left join crm_definitions owner on owner.workspace_id = record.workspace_id and owner.source = record.source
      and owner.kind = 'owner' and owner.external_id = record.owner_id
    left join lateral (
      select other.id, other.name from crm_associations tie
      join crm_records other on other.workspace_id = tie.workspace_id and other.source = tie.source
        and other.object_type = 'company'
        and other.external_id = case when tie.from_type = 'deal' then tie.to_external_id else tie.from_external_id end
      where tie.workspace_id = record.workspace_id and tie.source = record.source and ${scope.record('other')}
        and ((tie.from_type = 'deal' and tie.from_external_id = record.external_id and tie.to_type = 'company')
          or (tie.to_type = 'deal' and tie.to_external_id = record.external_id and tie.from_type = 'company'))
      order by other.created_at_source, other.id limit 1
    ) company on true
    where record.object_type = 'deal' and ${scope.record('record')}
  ) deal`;
}

/** Calls with the company and the deal they are about, who led them, and the figures of their newest analysis. */
export function callsSource(scope: VisibleScope): SQL {
  return sql`(
    select one.id, coalesce(one.title, 'a call without a title') as title, one.call_date, one.started_at,
      version.id as version_id, version.duration_ms, company.id as company_id, company.name as company, about.id as deal_id, about.name as deal,
      exists (select 1 from call_links tie join crm_records tied on tied.id = tie.record_id
        where tie.call_id = one.id and tie.object_type = 'deal' and tie.ended_at is null and ${scope.thereRecord('tied')}) as has_deal,
      analysis.id as analysis_id, analysis.summary ->> 'mood' as mood, rep.name as rep, rep.owner_id as rep_owner_id
    from calls one
    join call_versions version on version.call_id = one.id and version.version = one.current_version
    left join lateral (
      select record.id, record.name from call_links link join crm_records record on record.id = link.record_id
      where link.call_id = one.id and link.object_type = 'company' and link.ended_at is null and ${scope.record('record')}
      order by link.confidence desc, record.id limit 1
    ) company on true
    left join lateral (
      select record.id, record.name from call_links link join crm_records record on record.id = link.record_id
      where link.call_id = one.id and link.object_type = 'deal' and link.ended_at is null and ${scope.record('record')}
      order by link.confidence desc, record.id limit 1
    ) about on true
    left join lateral (
      select newest.id, newest.summary from analyses newest
      where newest.call_id = one.id and newest.call_version = one.current_version
      order by newest.analysis_version desc limit 1
    ) analysis on true
    left join lateral (
      select person.name, (select other.external_id from identities other where other.person_id = person.id
          and other.workspace_id = person.workspace_id and other.source = 'hubspot' and other.ended_at is null limit 1) as owner_id
      from call_sources source
      join identities identity on identity.workspace_id = source.workspace_id and identity.source = source.source
        and identity.external_id = source.primary_user_id and identity.ended_at is null
      join people person on person.id = identity.person_id
      where source.call_id = one.id limit 1
    ) rep on true
    where ${scope.call('one')}
  ) call`;
}

/** What was found in calls, by their newest analysis, each with the place it stands at. */
export function claimsSource(scope: VisibleScope): SQL {
  return sql`(
    select found.id, found.field, found.analysis_id, found.body ->> 'list' as list, found.kind, found.name, found.outcome, found.quote, found.turn,
      found.speaker, found.side, found.start_offset, call.version_id, call.id as call_id, call.title, call.call_date, call.started_at,
      call.company_id, call.company, call.deal_id, call.deal, call.rep_owner_id, call.rep
    from claims found join ${callsSource(scope)} on call.analysis_id = found.analysis_id
    where found.workspace_id = ${scope.workspaceId}
  ) claim`;
}

/** Promises of both sides, each once however often it was said. */
export function promisesSource(scope: VisibleScope): SQL {
  return sql`(
    select made.id, made.text, made.owner, made.side, made.state, made.due_date, made.evidence ->> 'quote' as quote,
      (made.evidence ->> 'turn')::int as turn, made.evidence ->> 'speaker' as speaker, (made.settled_at at time zone ${scope.timeZone})::date as settled_date,
      made.deal_record_id as deal_id, made.company_record_id as company_id, company.name as company,
      call.id as call_id, call.title, call.call_date
    from commitments made
    join ${callsSource(scope)} on call.id = made.call_id
    left join crm_records company on company.id = made.company_record_id and ${scope.record('company')}
    where made.workspace_id = ${scope.workspaceId} and made.repeats is null
  ) promise`;
}

/** Warnings with their deals. */
export function warningsSource(scope: VisibleScope): SQL {
  return sql`(
    select raised.id, raised.kind, raised.severity, raised.explanation, (raised.raised_at at time zone ${scope.timeZone})::date as raised_date,
      (raised.cleared_at at time zone ${scope.timeZone})::date as cleared_date, raised.cleared_because, ${scope.proofs(sql`raised.evidence`)} as evidence, deal.id as deal_id,
      deal.name as deal, deal.amount, deal.currency, deal.close_date, deal.pipeline, deal.owner, deal.owner_id,
      deal.company_id, deal.company, deal.stage, deal.is_closed
    from deal_warnings raised join ${dealsSource(scope)} on deal.id = raised.record_id
    where raised.workspace_id = ${scope.workspaceId}
  ) warning`;
}

/** Changes that Sophia proposed, with the state they are in. */
export function changesSource(scope: VisibleScope): SQL {
  const isToldOf = sql`(change.action ->> 'type' <> 'dissociate' or ${scope.callId(sql`change_set.call_id`)})`;
  return sql`(
    select change.id, change.state, change.property, change.target_name, change.target_type, change.action,
      coalesce(change.edited_value, change.action ->> 'value') as value, ${scope.oldValue('change')} as old_value, change.reason,
      (change.applied_at at time zone ${scope.timeZone})::date as applied_date, (change.undone_at at time zone ${scope.timeZone})::date as undone_date, change_set.id as change_set_id,
      case when ${isToldOf} then change_set.title else 'an activity of a call that is not shown here' end as title,
      (change_set.proposed_at at time zone ${scope.timeZone})::date as proposed_date,
      case when ${isToldOf} then change_set.call_id end as call_id, record.id as record_id
    from changes change
    join change_sets change_set on change_set.id = change.change_set_id
    left join crm_records record on record.workspace_id = change.workspace_id and record.object_type = change.target_type
      and record.external_id = change.target_id
    where change.workspace_id = ${scope.workspaceId}
      and (record.id is null or (${scope.record('record')})) and (${scope.change('change')})
  ) change`;
}

/** Every value that a field of a deal has had, with the one before it, also where one of them is not shown. */
export function movesSource(scope: VisibleScope): SQL {
  return sql`(
    select entry.deal_id, entry.property, entry.value, ${scope.before('entry')} as before, entry.day, entry.at, entry.source,
      entry.deal, entry.owner_id, entry.company_id, entry.currency
    from (
      select set_to.record_id as deal_id, deal.external_id, set_to.property, set_to.value,
        (set_to.at at time zone ${scope.timeZone})::date as day, set_to.at, set_to.source,
        lag(set_to.value) over (partition by set_to.record_id, set_to.property order by set_to.at, set_to.position) as before,
        deal.name as deal, deal.owner_id, deal.company_id, deal.currency
      from crm_property_changes set_to join ${dealsSource(scope)} on deal.id = set_to.record_id
      where set_to.workspace_id = ${scope.workspaceId}${withoutWithheld(scope)}
    ) entry
    where ${scope.move('entry')}
  ) move`;
}

/** People of the other side, as the CRM knows them. */
export function contactsSource(scope: VisibleScope): SQL {
  const hidesEmail = scope.withheld.includes('email');
  // The mirror calls a contact without a name by the address.
  const named = hidesEmail ? sql`case when record.name not like '%@%' then record.name end` : sql`record.name`;
  const email = hidesEmail ? sql`null::text` : sql`record.email`;
  const phone = scope.withheld.includes('phone') ? sql`null::text` : sql`nullif(record.properties ->> 'phone', '')`;
  return sql`(
    select record.id, record.external_id,
      coalesce(${named}, nullif(trim(concat_ws(' ', record.properties ->> 'firstname', record.properties ->> 'lastname')), ''),
        ${email}, record.external_id) as name,
      ${email} as email, nullif(record.properties ->> 'jobtitle', '') as title, ${phone} as phone,
      nullif(record.properties ->> 'hs_buying_role', '') as buying_role, company.id as company_id, company.name as company
    from crm_records record
    left join lateral (
      select other.id, other.name from crm_associations tie
      join crm_records other on other.workspace_id = tie.workspace_id and other.source = tie.source
        and other.object_type = 'company'
        and other.external_id = case when tie.from_type = 'contact' then tie.to_external_id else tie.from_external_id end
      where tie.workspace_id = record.workspace_id and tie.source = record.source and ${scope.record('other')}
        and ((tie.from_type = 'contact' and tie.from_external_id = record.external_id and tie.to_type = 'company')
          or (tie.to_type = 'contact' and tie.to_external_id = record.external_id and tie.from_type = 'company'))
      order by other.created_at_source, other.id limit 1
    ) company on true
    where record.object_type = 'contact' and ${scope.record('record')}
  ) contact`;
}

function withoutWithheld({ withheld }: VisibleScope): SQL {
  if (withheld.length === 0) return sql``;
  const names = withheld.map((name) => sql`${name}`);
  return sql` and set_to.property not in (${sql.join(names, sql`, `)})`;
}

/** What the first of these fields says that may be shown to whoever asks. */
function shownOf(scope: VisibleScope, properties: readonly string[]): SQL {
  const shown = properties.map((property) => sql`nullif(${scope.words('record', property)}, '')`);
  return sql`coalesce(${sql.join(shown, sql`, `)})`;
}

function standsIn(properties: readonly string[]): SQL {
  const standing = properties.map((property) => sql`nullif(record.properties ->> ${property}::text, '')`);
  return sql`(coalesce(${sql.join(standing, sql`, `)}) is not null)`;
}
