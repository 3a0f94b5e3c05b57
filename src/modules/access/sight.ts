import type { Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { grantOf, withheldFrom } from './grant-of.ts';
import { territoryDeals } from './territory-deals.ts';

/** Whether the actor sees only the calls and deals of some people. */
export function isBounded({ actor }: Context): boolean {
  return (grantOf(actor)?.seesOnly ?? null) !== null;
}

/**
 * The condition under which the actor sees the call with the id in `callId`: one of theirs held or attended it, or
 * it is about a deal of theirs. Undefined for whoever sees all of them.
 */
export function seenCall(ctx: Context, callId: Column): SQL | undefined {
  const people = boundOf(ctx);
  if (people === null) return undefined;
  return sql`(exists (
      select from call_sources seen_source where seen_source.call_id = ${callId}
        and seen_source.workspace_id = ${ctx.workspaceId}
        and ((seen_source.source, seen_source.primary_user_id) in (${identitiesOf(ctx, people)})
          or exists (select from jsonb_array_elements(seen_source.parties) seen_party(body)
            where lower(seen_party.body->>'email') in (${people})
              or (seen_source.source, seen_party.body->>'userId') in (${identitiesOf(ctx, people)}))))
    or exists (
      select from call_links seen_link join crm_records seen_deal on seen_deal.id = seen_link.record_id
      where seen_link.call_id = ${callId} and seen_link.workspace_id = ${ctx.workspaceId}
        and seen_link.ended_at is null and seen_deal.object_type = 'deal'
        and ${ownDeal(ctx, dealAs('seen_deal'))}))`;
}

/**
 * The ids of the calls that the actor sees, as a list that a statement makes once: for many rows that name a call, where
 * `seenCall` would look at each. Undefined for whoever sees all of them.
 */
export function seenCalls(ctx: Context): SQL | undefined {
  const condition = seenCall(ctx, sql`visible.id`);
  if (condition === undefined) return undefined;
  return sql`(select visible.id from calls visible where visible.workspace_id = ${ctx.workspaceId} and (${condition}))`;
}

/** The same for the ids of records. */
export function seenRecords(ctx: Context): SQL | undefined {
  const condition = seenRecord(ctx, {
    objectType: sql`visible.object_type`,
    ...dealAs('visible'),
  });
  if (condition === undefined) return undefined;
  return sql`(select visible.id from crm_records visible
    where visible.workspace_id = ${ctx.workspaceId} and ${condition})`;
}

/**
 * The ids of the notes that the actor sees: of those on a deal, the ones of which a deal is theirs; the rest is everybody's,
 * as companies and contacts are. Undefined for whoever sees all of them.
 */
export function seenNotes(ctx: Context): SQL | undefined {
  if (!isBounded(ctx)) return undefined;
  const onDeal = sql`from crm_associations seen_tie
    left join crm_records seen_deal on seen_deal.workspace_id = seen_tie.workspace_id
      and seen_deal.source = seen_tie.source and seen_deal.object_type = 'deal'
      and seen_deal.external_id = seen_tie.to_external_id
    where seen_tie.workspace_id = visible.workspace_id and seen_tie.source = visible.source
      and seen_tie.from_type = 'note' and seen_tie.from_external_id = visible.external_id and seen_tie.to_type = 'deal'`;
  return sql`(select visible.id from crm_notes visible where visible.workspace_id = ${ctx.workspaceId}
    and (not exists (select ${onDeal}) or exists (select ${onDeal} and ${ownDeal(ctx, dealAs('seen_deal'))})))`;
}

/**
 * The ids of the documents that are kept from the actor: those for roles that they have not. Whoever looks after documents
 * sees all of them. Undefined for whom nothing is kept from.
 */
export function hiddenDocuments({ actor, workspaceId }: Context): SQL | undefined {
  const grant = grantOf(actor);
  if (grant === null && actor.type !== 'chat_user') return undefined;
  const role = grant?.role ?? '';
  if (role === 'administrator' || role === 'revenue_operations') return undefined;
  return sql`(select hidden.id from workspace_documents hidden where hidden.workspace_id = ${workspaceId}
    and hidden.roles <> '[]'::jsonb and not hidden.roles @> ${JSON.stringify([role])}::jsonb)`;
}

/** The owners in the CRM whose deals are the actor's to see; null for whoever sees those of all. */
export async function seenOwnerIds(ctx: Context): Promise<ReadonlySet<string> | null> {
  const people = boundOf(ctx);
  if (people === null) return null;
  const { rows } = await ctx.db.execute<{ external_id: string }>(
    sql`select owned.external_id from (${identitiesOf(ctx, people)}) owned where owned.source = 'hubspot'`,
  );
  return new Set(rows.map(({ external_id: id }) => id));
}

/** Of calls that something refers to, those that the actor sees: what stands on another is left out of an answer. */
export async function seenCallIds(ctx: Context, callIds: readonly string[]): Promise<ReadonlySet<string>> {
  const condition = seenCall(ctx, sql`referred.id`);
  if (condition === undefined || callIds.length === 0) return new Set(callIds);
  const { rows } = await ctx.db.execute<{ id: string }>(sql`select referred.id from calls referred
    where referred.workspace_id = ${ctx.workspaceId} and referred.id in (${listOf(callIds)}) and (${condition})`);
  return new Set(rows.map(({ id }) => id));
}

/**
 * The condition under which the actor sees a record of the CRM: deals belong to their owner and lie in territories, the
 * rest is everybody's.
 */
export function seenRecord(ctx: Context, record: DealColumns & { readonly objectType: Column }): SQL | undefined {
  if (!isBounded(ctx)) return undefined;
  return sql`(${record.objectType} <> 'deal'
    or ${ownDeal(ctx, record)})`;
}

/** The same for the record whose id stands in a column of another table. */
export function seenRecordId(ctx: Context, recordId: Column): SQL | undefined {
  if (!isBounded(ctx)) return undefined;
  return sql`exists (select from crm_records seen_record where seen_record.id = ${recordId}
    and (seen_record.object_type <> 'deal'
      or ${ownDeal(ctx, dealAs('seen_record'))}))`;
}

/** The same for a deal that is named by the CRM's own id. */
export function seenDeal(ctx: Context, externalId: Column): SQL | undefined {
  if (!isBounded(ctx)) return undefined;
  return sql`exists (select from crm_records seen_deal where seen_deal.workspace_id = ${ctx.workspaceId}
    and seen_deal.object_type = 'deal' and seen_deal.external_id = ${externalId}
    and ${ownDeal(ctx, dealAs('seen_deal'))})`;
}

/** A value that is kept from the actor is not there for them: null in its place. */
export function withoutWithheld(
  ctx: Context,
  properties: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string | null>> {
  const withheld = withheldFrom(ctx.actor);
  if (withheld.length === 0) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, withheld.includes(name) ? null : value]),
  );
}

interface Column {
  readonly getSQL: () => SQL;
}

interface DealColumns {
  readonly id: Column;
  readonly source: Column;
  readonly ownerId: Column;
}

function dealAs(alias: string): DealColumns {
  const deal = sql.identifier(alias);
  return { id: sql`${deal}.id`, source: sql`${deal}.source`, ownerId: sql`${deal}.owner_id` };
}

/** A deal that one of the actor's people owns, or that lies in a territory of theirs. */
function ownDeal(ctx: Context, { id, source, ownerId }: DealColumns): SQL {
  const owned = sql`(${source}, ${ownerId}) in (${identitiesOf(ctx, boundOf(ctx) ?? listOf(['']))})`;
  const inTerritory = territoryDeals(ctx);
  return inTerritory === undefined ? sql`(${owned})` : sql`(${owned} or ${id} in ${inTerritory})`;
}

/** The addresses as a list for `in`; a list of none would be no SQL, and no address is empty. */
function boundOf({ actor }: Context): SQL | null {
  const seesOnly = grantOf(actor)?.seesOnly ?? null;
  if (seesOnly === null) return null;
  return listOf(seesOnly.length === 0 ? [''] : seesOnly);
}

function listOf(values: readonly string[]): SQL {
  return sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );
}

/** What each system calls the people with those addresses. */
function identitiesOf({ workspaceId }: Context, people: SQL): SQL {
  return sql`select same.source, same.external_id from identities mine
    join identities same on same.workspace_id = mine.workspace_id and same.person_id = mine.person_id
    where mine.workspace_id = ${workspaceId} and mine.ended_at is null and same.ended_at is null
      and lower(mine.email) in (${people})`;
}
