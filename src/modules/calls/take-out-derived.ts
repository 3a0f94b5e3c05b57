import { beingSent, gaveWords, hasHeld } from '#modules/access';
import type { Context } from '#platform/context';
import { publish } from '#platform/events';
import { sql } from '#platform/sql';
import { takeOutAnswers } from './take-out-answers.ts';

/** Something outside that still holds words of a call, named without them. */
export interface LeftBehind {
  /** Such as `HubSpot deal 4711 (Alder Point), next_steps`. */
  readonly label: string;
}

/** An activity that was being made as its call went: nobody knows yet whether it stands in the CRM. */
export interface UnknownActivity {
  readonly changeId: string;
  readonly objectType: string;
  readonly associatedWith: unknown;
  /** Such as `deal 4711 (Alder Point)`. */
  readonly record: string;
}

/** Writes that may stand in the CRM, also where nobody knows yet; one whose answer was lost waits again as it did before. */
const written = ['applying', 'applied', 'undoing', 'undo_refused', 'not_applied', 'conflict'];

/**
 * Takes out what no foreign key does: the words in the log of writes, in the evidence of warnings and contradictions and
 * in answers of the assistant, and what it said of promises of other calls, which are open again. Returns what stands outside because of the call, and what has to be
 * looked for there; call it in the transaction that removes the call.
 */
export async function takeOutDerived({
  ctx,
  callId,
}: {
  ctx: Context;
  callId: string;
}): Promise<{ left: LeftBehind[]; unknown: UnknownActivity[] }> {
  // Whoever has just begun to write has noted it by the time that this is had.
  await ctx.db.execute(sql`select changes.id from changes join change_sets on change_sets.id = changes.change_set_id
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId} for update of changes`);
  const writes = await inCrm({ ctx, callId });
  const left = [...writes.left, ...(await inChat({ ctx, callId })), ...(await takeOutAnswers({ ctx, callId }))];
  await noteLeftWords({ ctx, callId });
  await ctx.db.execute(sql`update crm_sync_log log
    set data = jsonb_strip_nulls(jsonb_build_object('property', changes.property))
    from changes join change_sets on change_sets.id = changes.change_set_id
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId}
      and log.workspace_id = ${ctx.workspaceId} and log.change_id = changes.id`);
  const ofCall = JSON.stringify([{ callId }]);
  await ctx.db.execute(sql`delete from deal_warnings
    where workspace_id = ${ctx.workspaceId} and evidence @> ${JSON.stringify([{ type: 'quote', callId }])}::jsonb`);
  await ctx.db.execute(sql`update deal_warnings
    set evidence = (select coalesce(jsonb_agg(each), '[]'::jsonb) from jsonb_array_elements(evidence) as each
      where each ->> 'callId' is distinct from ${callId})
    where workspace_id = ${ctx.workspaceId} and evidence @> ${ofCall}::jsonb`);
  // Of an e-mail that says another thing than a call, the other side is that call.
  await ctx.db.execute(sql`update contradictions
    set other_value = case when call_id is null then null else other_value end,
      evidence = (select coalesce(jsonb_agg(each order by place), '[]'::jsonb)
        from jsonb_array_elements(evidence) with ordinality as said(each, place)
        where each ->> 'callId' is distinct from ${callId})
    where workspace_id = ${ctx.workspaceId} and call_id is distinct from ${callId} and evidence @> ${ofCall}::jsonb`);
  await openPromises({ ctx, callId });
  return { left, unknown: writes.unknown };
}

async function openPromises({ ctx, callId }: { ctx: Context; callId: string }): Promise<void> {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`update commitments
    set state = 'open', settled_by = null, settled_at = null
    where workspace_id = ${ctx.workspaceId} and settled_by ->> 'callId' = ${callId} and call_id <> ${callId}
    returning id`);
  for (const { id } of rows) await publish({ ctx, event: { type: 'commitment.changed', commitmentId: id } });
}

/** By their hash alone, so that what stands in the CRM still is known for words of a call that is gone. */
async function noteLeftWords({ ctx, callId }: { ctx: Context; callId: string }): Promise<void> {
  await ctx.db.execute(sql`insert into left_words (workspace_id, object_type, external_id, property, value_hash)
    select distinct changes.workspace_id, changes.target_type, changes.target_id, changes.property,
      encode(sha256(convert_to(btrim(words.value), 'UTF8')), 'hex')
    from changes join change_sets on change_sets.id = changes.change_set_id
    cross join lateral (values (changes.action ->> 'value'), (changes.edited_value),
      (case when ${hasHeld('changes')} then changes.read_back_value end)) words(value)
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId}
      and ${gaveWords(ctx, 'changes')}
      and changes.property is not null and changes.target_id is not null and btrim(words.value) <> ''
    on conflict do nothing`);
}

async function inCrm({
  ctx,
  callId,
}: {
  ctx: Context;
  callId: string;
}): Promise<{ left: LeftBehind[]; unknown: UnknownActivity[] }> {
  const { rows } = await ctx.db.execute<WrittenRow>(sql`select changes.id as change,
      changes.target_type as kind, changes.target_id as id, changes.target_name as name, changes.property,
      changes.action ->> 'objectType' as made_type, changes.action -> 'associatedWith' as made_at,
      case when changes.action ->> 'type' = 'create_activity' then changes.external_id end as made
    from changes join change_sets on change_sets.id = changes.change_set_id
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId}
      and changes.action ->> 'type' in ('set_property', 'create_activity')
      and (changes.state = any(${sql.param(written)}::text[])
        or changes.state <> 'undone' and changes.id in ${beingSent(ctx)})
      and not ${isRewritten}
    order by changes.position`);
  const unknown = rows
    .filter(({ property, made }) => property === null && made === null)
    .map((row) => ({
      changeId: row.change,
      objectType: row.made_type ?? '',
      associatedWith: row.made_at,
      record: recordOf(row),
    }));
  return { left: rows.map((row) => ({ label: labelOf(row) })), unknown };
}

/**
 * Whether the CRM, read since the write, has none of the lines that were written: somebody has put something else there.
 * What was not read since may stand there still.
 */
const isRewritten = sql`(changes.property is not null and exists (select from crm_records stands
  where stands.workspace_id = changes.workspace_id and stands.object_type = changes.target_type
    and stands.external_id = changes.target_id and stands.synced_at >= changes.applied_at
    and jsonb_exists(stands.properties, changes.property)
    and not exists (select from (values (changes.action ->> 'value'), (changes.edited_value), (changes.read_back_value)) words(value),
      regexp_split_to_table(words.value, E'\\n') line
      where btrim(line) <> '' and position(btrim(line) in coalesce(stands.properties ->> changes.property, '')) > 0)))`;

type WrittenRow = {
  readonly change: string;
  readonly kind: string | null;
  readonly id: string | null;
  readonly name: string | null;
  readonly property: string | null;
  readonly made_type: string | null;
  readonly made_at: unknown;
  readonly made: string | null;
};

function labelOf(row: WrittenRow): string {
  if (row.property !== null) return `HubSpot ${recordOf(row)}, ${row.property}`;
  return row.made === null
    ? `HubSpot activity that may have been made at ${recordOf(row)}`
    : `HubSpot activity ${row.made} at ${recordOf(row)}`;
}

function recordOf({ kind, id, name }: WrittenRow): string {
  return `${kind ?? 'record'} ${id ?? ''}${name === null ? '' : ` (${name})`}`;
}

async function inChat({ ctx, callId }: { ctx: Context; callId: string }): Promise<LeftBehind[]> {
  const { rows } = await ctx.db.execute<{ channel: string; message: string; name: string | null }>(sql`
    select told.channel_id as channel, told.message_id as message, known.name
    from notifications told left join chat_channels known
      on known.workspace_id = told.workspace_id and known.external_id = told.channel_id
    where told.workspace_id = ${ctx.workspaceId} and told.message_id is not null and told.channel_id is not null
      and (told.subject ->> 'callId' = ${callId}
        or told.subject ->> 'changeSetId' in (select id from change_sets where call_id = ${callId})
        or told.subject ->> 'contradictionId' in (select id from contradictions
          where workspace_id = ${ctx.workspaceId} and (call_id = ${callId} or evidence @> ${JSON.stringify([{ callId }])}::jsonb))
        or told.subject ->> 'commitmentId' in (select id from commitments
          where workspace_id = ${ctx.workspaceId} and (call_id = ${callId} or settled_by ->> 'callId' = ${callId})))
    order by told.created_at, told.id`);
  return rows.map(({ channel, message, name }) => ({
    label: `Slack message ${message} in ${name === null ? channel : `#${name}`}`,
  }));
}
