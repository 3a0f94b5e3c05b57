import type { TrackerFilter } from '#contracts';
import { seenRecordId } from '#modules/access';
import { callSources, calls, callVersions } from '#modules/calls';
import { crmAssociations, crmPropertyChanges, crmRecords } from '#modules/crm';
import { callLinks } from '#modules/matching';
import { identities } from '#modules/people';
import { findOwners } from '#modules/pipeline';
import type { Context } from '#platform/context';
import { SophiaError } from '#platform/errors';
import { and, eq, gte, inArray, lte, type SQL, sql } from '#platform/sql';

interface Asked {
  readonly ctx: Context;
  readonly filter: TrackerFilter;
}

/** Of these calls, those that a filter lets through as they are matched now. What is not known lets none through. */
export async function callsWithin({
  ctx,
  filter,
  callIds,
}: Asked & { callIds: readonly string[] }): Promise<ReadonlySet<string>> {
  const conditions = await conditionsOf({ ctx, filter });
  if (conditions.length === 0 || callIds.length === 0) return new Set(callIds);
  const rows = await ctx.db
    .select({ id: calls.id })
    .from(calls)
    .innerJoin(callVersions, and(eq(callVersions.callId, calls.id), eq(callVersions.version, calls.currentVersion)))
    .where(and(eq(calls.workspaceId, ctx.workspaceId), inArray(calls.id, [...callIds]), ...conditions));
  return new Set(rows.map(({ id }) => id));
}

/** Whether a filter asks what a call is about in the CRM. */
export function asksForMatch({ account, deal, stage, owner, team }: TrackerFilter): boolean {
  return [account, deal, stage, owner, team].some((part) => part !== null);
}

/** What a filter asks of `calls` and their current `call_versions`; nothing where it narrows nothing. */
export async function conditionsOf({ ctx, filter }: Asked): Promise<SQL[]> {
  const { since, until, account, deal, stage, source, minMinutes } = filter;
  const conditions: SQL[] = [];
  if (since !== null) conditions.push(gte(calls.callDate, since));
  if (until !== null) conditions.push(lte(calls.callDate, until));
  if (source !== null) conditions.push(source === 'gong' ? eq(calls.source, 'gong') : sql`${calls.source} <> 'gong'`);
  if (minMinutes !== null) conditions.push(gte(callVersions.durationMs, minMinutes * 60_000));
  if (deal !== null) conditions.push(linked(ctx, sql`link.record_id = ${standing(ctx, deal.recordId)}`));
  if (account !== null) conditions.push(ofAccount(ctx, account.recordId));
  if (stage !== null) conditions.push(inStage(ctx, stage.ids));
  const ownerIds = await ownersOf({ ctx, filter });
  if (ownerIds !== null) conditions.push(ofOwners(ctx, ownerIds));
  return conditions;
}

/** A call is about a record that fits and that the actor sees. */
function linked(ctx: Context, fits: SQL): SQL {
  const seen = seenRecordId(ctx, sql`link.record_id`) ?? sql`true`;
  return sql`exists (select from ${callLinks} link where link.workspace_id = ${ctx.workspaceId}
    and link.call_id = ${calls.id} and link.ended_at is null and ${fits} and ${seen})`;
}

/** The record, or the one that it was made one with since the tracker was saved. */
function standing(ctx: Context, recordId: string | null): SQL {
  return sql`(with recursive standing (id, next) as (
      select record.id, record.merged_into from ${crmRecords} record
        where record.workspace_id = ${ctx.workspaceId} and record.id = ${recordId}
      union select record.id, record.merged_into from ${crmRecords} record
        join standing on standing.next = record.id where record.workspace_id = ${ctx.workspaceId})
    select standing.id from standing where standing.next is null limit 1)`;
}

/** The company itself, and the deals and contacts that are tied to it. */
function ofAccount(ctx: Context, recordId: string | null): SQL {
  const company = sql`(select record.id, record.source, record.object_type, record.external_id from ${crmRecords} record
    where record.id = ${standing(ctx, recordId)})`;
  const tied = sql`select other.id from ${company} company
    join ${crmAssociations} tie on tie.workspace_id = ${ctx.workspaceId} and tie.source = company.source
      and ((tie.from_type = company.object_type and tie.from_external_id = company.external_id)
        or (tie.to_type = company.object_type and tie.to_external_id = company.external_id))
    join ${crmRecords} other on other.workspace_id = ${ctx.workspaceId} and other.source = tie.source
      and other.object_type in ('deal', 'contact')
      and ((other.object_type = tie.from_type and other.external_id = tie.from_external_id)
        or (other.object_type = tie.to_type and other.external_id = tie.to_external_id))
    where company.object_type = 'company'`;
  return linked(ctx, sql`(link.record_id = ${standing(ctx, recordId)} or link.record_id in (${tied}))`);
}

/**
 * The deal was in the stage when the call began; before its first known stage it counts as in that. Without a date of the
 * call, or without a history, the stage of today counts.
 */
function inStage(ctx: Context, stageIds: readonly string[]): SQL {
  const moment = sql`coalesce(${calls.startedAt}, (${calls.callDate} + 1)::timestamptz)`;
  const history = sql`from ${crmPropertyChanges} past where past.workspace_id = ${ctx.workspaceId}
    and past.record_id = deal.id and past.property = 'dealstage'`;
  const then = sql`case when ${moment} is null then null else coalesce(
    (select past.value ${history} and past.at <= ${moment} order by past.at desc, past.position desc limit 1),
    (select past.value ${history} order by past.at, past.position limit 1)) end`;
  return linked(
    ctx,
    sql`exists (select from ${crmRecords} deal where deal.id = link.record_id and deal.object_type = 'deal'
      and coalesce(${then}, deal.properties->>'dealstage') in (${listed(stageIds)}))`,
  );
}

/** The deal is theirs, or they held the call. */
function ofOwners(ctx: Context, ownerIds: readonly string[]): SQL {
  const owned = linked(
    ctx,
    sql`exists (select from ${crmRecords} deal where deal.id = link.record_id and deal.object_type = 'deal'
      and deal.owner_id in (${listed(ownerIds)}))`,
  );
  const held = sql`exists (select from ${callSources} held
    join ${identities} host on host.workspace_id = held.workspace_id and host.source = held.source
      and host.external_id = held.primary_user_id and host.ended_at is null
    join ${identities} owner on owner.workspace_id = host.workspace_id and owner.person_id = host.person_id
      and owner.ended_at is null and owner.source = 'hubspot' and owner.external_id in (${listed(ownerIds)})
    where held.workspace_id = ${ctx.workspaceId} and held.call_id = ${calls.id})`;
  return sql`(${owned} or ${held})`;
}

/** Null where nobody is asked for; of an owner or a team that the CRM no longer has, nobody. */
async function ownersOf({ ctx, filter }: Asked): Promise<readonly string[] | null> {
  const { owner, team } = filter;
  if (owner === null && team === null) return null;
  if (team !== null && team.id === null) return [];
  try {
    return (await findOwners({ ctx, input: { owner: owner?.id ?? null, team: team?.id ?? null } })).ownerIds;
  } catch (error) {
    if (error instanceof SophiaError && error.code === 'input.invalid') return [];
    throw error;
  }
}

/** A list of none would be no SQL, and no id is empty. */
function listed(values: readonly string[]): SQL {
  return sql.join(
    (values.length === 0 ? [''] : values).map((value) => sql`${value}`),
    sql`, `,
  );
}
