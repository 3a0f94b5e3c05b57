import { isAllowed } from '#modules/access';
import { hasLeftWords } from '#modules/warnings';
import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import type { VisibleScope } from './visible-scope.ts';

/**
 * Contacts of whom a call says that they have left, with the words: what speaks against the CRM, and what the warning
 * of their deal stands on. The one place from which an answer knows it.
 */
export function departuresSource({ ctx, scope }: { ctx: Context; scope: VisibleScope }): SQL {
  const readsContradictions = isAllowed({ ctx, action: 'contradiction.read' }) ? sql`true` : sql`false`;
  const readsWarnings = isAllowed({ ctx, action: 'warning.read' }) ? sql`true` : sql`false`;
  return sql`(
    select said.record_id as contact_id, said.call_id, said.evidence -> 0 -> 'evidence' ->> 'quote' as quote,
      said.evidence -> 0 -> 'evidence' ->> 'speaker' as speaker, (said.evidence -> 0 -> 'evidence' ->> 'turn')::int as turn
    from contradictions said
    where ${readsContradictions} and said.workspace_id = ${scope.workspaceId} and said.kind = 'contact_left' and said.state = 'open'
      and ${scope.callId(sql`said.call_id`)}
    union all
    select gone.id, proof.body ->> 'callId', proof.body ->> 'quote', proof.body ->> 'speaker', (proof.body ->> 'turn')::int
    from deal_warnings raised
    join crm_records of_deal on of_deal.id = raised.record_id and ${scope.record('of_deal')}
    join crm_associations tie on tie.workspace_id = of_deal.workspace_id and tie.source = of_deal.source
      and ((tie.from_type = 'deal' and tie.from_external_id = of_deal.external_id and tie.to_type = 'contact')
        or (tie.to_type = 'deal' and tie.to_external_id = of_deal.external_id and tie.from_type = 'contact'))
    join crm_records gone on gone.workspace_id = tie.workspace_id and gone.source = tie.source and gone.object_type = 'contact'
      and gone.external_id = case when tie.from_type = 'contact' then tie.from_external_id else tie.to_external_id end
    cross join lateral (
      select one.body from jsonb_array_elements(${scope.proofs(sql`raised.evidence`)}) one(body)
      where one.body ->> 'type' = 'quote' limit 1
    ) proof
    where ${readsWarnings} and raised.workspace_id = ${scope.workspaceId} and raised.kind = 'champion_left' and raised.cleared_at is null
      and starts_with(raised.explanation, concat(gone.name, ${hasLeftWords}::text))
  ) departure`;
}
