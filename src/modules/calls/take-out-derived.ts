import type { Context } from '#platform/context';
import { sql } from '#platform/sql';

/** Something outside that still holds words of a call, named without them. */
export interface LeftBehind {
  /** Such as `HubSpot deal 4711 (Alder Point), next_steps`. */
  readonly label: string;
}

/** Writes that may stand in the CRM, also where nobody knows yet. */
const written = ['applying', 'applied', 'undoing', 'undo_refused', 'not_applied', 'conflict'];

/**
 * Takes out what no foreign key does: the words in the log of writes and in the evidence of warnings. Returns what
 * stands outside because of the call; call it in the transaction that removes the call, before it is gone.
 */
export async function takeOutDerived({ ctx, callId }: { ctx: Context; callId: string }): Promise<LeftBehind[]> {
  // Whoever has just begun to write has noted it by the time that this is had.
  await ctx.db.execute(sql`select changes.id from changes join change_sets on change_sets.id = changes.change_set_id
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId} for update of changes`);
  const left = [...(await inCrm({ ctx, callId })), ...(await inChat({ ctx, callId }))];
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
  return left;
}

async function inCrm({ ctx, callId }: { ctx: Context; callId: string }): Promise<LeftBehind[]> {
  const { rows } = await ctx.db.execute<{
    kind: string | null;
    id: string | null;
    name: string | null;
    property: string | null;
    made: string | null;
  }>(sql`select changes.target_type as kind, changes.target_id as id, changes.target_name as name, changes.property,
      case when changes.action ->> 'type' = 'create_activity' then changes.external_id end as made
    from changes join change_sets on change_sets.id = changes.change_set_id
    where change_sets.workspace_id = ${ctx.workspaceId} and change_sets.call_id = ${callId}
      and changes.state = any(${sql.param(written)}::text[])
      and changes.action ->> 'type' in ('set_property', 'create_activity')
    order by changes.position`);
  return rows.map(({ kind, id, name, property, made }) => {
    const record = `${kind ?? 'record'} ${id ?? ''}${name === null ? '' : ` (${name})`}`;
    if (property !== null) return { label: `HubSpot ${record}, ${property}` };
    return { label: `HubSpot activity ${made ?? 'without a known id'} at ${record}` };
  });
}

async function inChat({ ctx, callId }: { ctx: Context; callId: string }): Promise<LeftBehind[]> {
  const { rows } = await ctx.db.execute<{ channel: string; message: string; name: string | null }>(sql`
    select told.channel_id as channel, told.message_id as message, known.name
    from notifications told left join chat_channels known
      on known.workspace_id = told.workspace_id and known.external_id = told.channel_id
    where told.workspace_id = ${ctx.workspaceId} and told.message_id is not null and told.channel_id is not null
      and (told.subject ->> 'callId' = ${callId}
        or told.subject ->> 'changeSetId' in (select id from change_sets where call_id = ${callId})
        or told.subject ->> 'contradictionId' in (select id from contradictions where call_id = ${callId})
        or told.subject ->> 'commitmentId' in (select id from commitments where call_id = ${callId}))
    order by told.created_at, told.id`);
  return rows.map(({ channel, message, name }) => ({
    label: `Slack message ${message} in ${name === null ? channel : `#${name}`}`,
  }));
}
