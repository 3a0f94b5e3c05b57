import type { Actor, Context } from '#platform/context';
import { type SQL, sql } from '#platform/sql';
import { isBounded, seenCalls } from './sight.ts';

/** A value of the CRM, by the columns or values that name it in a query. */
interface ValueAt {
  readonly objectType: SQL;
  readonly externalId: SQL;
  readonly property: SQL;
  readonly value: SQL;
}

interface RecordAt {
  readonly id: string;
  readonly externalId: string;
}

type FieldsByRecord = ReadonlyMap<string, ReadonlySet<string>>;

/** What has stood in the CRM, or may stand there. */
const written = sql`('applying', 'applied', 'undoing', 'undone', 'undo_refused', 'not_applied', 'conflict')`;

/**
 * The condition under which a value of the CRM is kept from the actor: Sophia wrote it from a call that they do not see, or
 * that is gone. Undefined for what runs without anybody, which compares such values and tells them to nobody.
 */
export function keptWords(ctx: Context, at: ValueAt): SQL | undefined {
  if (!isAsked(ctx.actor)) return undefined;
  const seen = seenCalls(ctx);
  if (seen === undefined) return sql`(${isLeft(ctx, at)} and not ${isWritten(ctx, at)})`;
  return sql`((${isWritten(ctx, { ...at, only: sql`proposing.call_id not in ${seen}` })} or ${isLeft(ctx, at)})
    and not ${isWritten(ctx, { ...at, only: sql`proposing.call_id in ${seen}` })})`;
}

/** The fields of these records whose value is kept from the actor because of the call that it came from. */
export async function keptFields(ctx: Context, records: readonly RecordAt[]): Promise<FieldsByRecord> {
  const condition = keptWords(ctx, current);
  return condition === undefined ? new Map() : fieldsWhere({ ctx, records, condition, isLeftAlone: !isBounded(ctx) });
}

/** The fields of these records whose value Sophia wrote from any call, whoever may see it. */
export function fieldsFromCalls(ctx: Context, records: readonly RecordAt[]): Promise<FieldsByRecord> {
  const condition = sql`(${isWritten(ctx, current)} or ${isLeft(ctx, current)})`;
  return fieldsWhere({ ctx, records, condition, isLeftAlone: false });
}

const current: ValueAt = {
  objectType: sql`stands.object_type`,
  externalId: sql`stands.external_id`,
  property: sql`named.property`,
  value: sql`(stands.properties ->> named.property)`,
};

async function fieldsWhere({
  ctx,
  records,
  condition,
  isLeftAlone,
}: {
  ctx: Context;
  records: readonly RecordAt[];
  condition: SQL;
  isLeftAlone: boolean;
}): Promise<FieldsByRecord> {
  if (records.length === 0) return new Map();
  const ids = sql`any(${sql.param(records.map(({ id }) => id))}::text[])`;
  const externalIds = sql`any(${sql.param(records.map(({ externalId }) => externalId))}::text[])`;
  const left = sql`select object_type, external_id, property from left_words
    where workspace_id = ${ctx.workspaceId} and external_id = ${externalIds}`;
  const named = isLeftAlone
    ? left
    : sql`${left} union select target_type, target_id, property from changes where workspace_id = ${ctx.workspaceId}
        and target_type in ('company', 'contact', 'deal', 'lead') and target_id = ${externalIds} and property is not null`;
  const { rows } = await ctx.db.execute<{ id: string; property: string }>(sql`select distinct stands.id, named.property
    from (${named}) named join crm_records stands
      on stands.object_type = named.object_type and stands.external_id = named.external_id
    where stands.workspace_id = ${ctx.workspaceId} and stands.id = ${ids} and ${condition}`);
  const ofRecord = Map.groupBy(rows, ({ id }) => id);
  return new Map([...ofRecord].map(([id, fields]) => [id, new Set(fields.map(({ property }) => property))]));
}

/** Of a deal its words alone: its amount, stage and days are what a pipeline is computed from. */
function isWritten(ctx: Context, at: ValueAt & { readonly only?: SQL }): SQL {
  return sql`exists (select from changes wrote join change_sets proposing on proposing.id = wrote.change_set_id
    where wrote.workspace_id = ${ctx.workspaceId} and wrote.target_type = ${at.objectType}
      and wrote.target_id = ${at.externalId} and wrote.property = ${at.property} and wrote.state in ${written}
      and (wrote.target_type <> 'deal' or wrote.facts ->> 'value' = 'text') and proposing.call_id is not null
      and btrim(${at.value}) in (btrim(wrote.action ->> 'value'), btrim(wrote.edited_value), btrim(wrote.read_back_value))
      and ${at.only ?? sql`true`})`;
}

function isLeft(ctx: Context, at: ValueAt): SQL {
  return sql`exists (select from left_words was where was.workspace_id = ${ctx.workspaceId}
    and was.object_type = ${at.objectType} and was.external_id = ${at.externalId} and was.property = ${at.property}
    and was.value_hash = encode(sha256(convert_to(btrim(${at.value}), 'UTF8')), 'hex'))`;
}

/** Whether somebody asks; what runs without anybody compares words of calls and tells them to nobody. */
export function isAsked({ type }: Actor): boolean {
  return type !== 'system' && type !== 'schedule' && type !== 'webhook';
}
