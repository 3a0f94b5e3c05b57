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

/** The same as it stands in a change or in the history of a record. */
interface NamedValue {
  readonly objectType: string;
  readonly externalId: string;
  readonly property: string;
  readonly value: string | null;
}

interface RecordAt {
  readonly id: string;
}

type FieldsByRecord = ReadonlyMap<string, ReadonlySet<string>>;

const written = sql`('applying', 'applied', 'undoing', 'undone', 'undo_refused', 'not_applied', 'conflict')`;

/**
 * The condition under which a value of the CRM is kept from the actor: Sophia wrote it from a call that they do not see, or
 * that is gone. Undefined for what runs without anybody, which compares such values and tells them to nobody.
 */
export function keptWords(ctx: Context, at: ValueAt): SQL | undefined {
  return isAsked(ctx.actor) ? keptUnless(ctx, { ...at, seen: seenCalls(ctx) }) : undefined;
}

/**
 * The same for what is told: where nobody asks, nobody knows who reads it, and of all calls they are taken to see only those
 * whose ids `told` lists.
 */
export function keptFromReaders(ctx: Context, { told, ...at }: ValueAt & { readonly told: SQL }): SQL {
  return keptUnless(ctx, { ...at, seen: isAsked(ctx.actor) ? seenCalls(ctx) : told });
}

function keptUnless(ctx: Context, { seen, ...at }: ValueAt & { readonly seen: SQL | undefined }): SQL {
  if (seen === undefined) return sql`(${isLeft(ctx, at)} and not ${isWritten(ctx, at)})`;
  return sql`((${isWritten(ctx, { ...at, only: sql`proposing.call_id not in ${seen}` })} or ${isLeft(ctx, at)})
    and not ${isWritten(ctx, { ...at, only: sql`proposing.call_id in ${seen}` })})`;
}

/** Whether Sophia wrote a value from any call: what is kept as a sentence is read by nobody knows whom. */
export async function isFromCall(ctx: Context, value: NamedValue): Promise<boolean> {
  return (await valuesWhere({ ctx, values: [value], condition: fromAnyCall(ctx, given) })).has(0);
}

/** Of these values those that are kept from whoever is told of them, by their places in the list. */
export function keptValues(ctx: Context, values: readonly NamedValue[]): Promise<ReadonlySet<number>> {
  const told = sql`(select calls.id from calls where false)`;
  return valuesWhere({ ctx, values, condition: keptFromReaders(ctx, { ...given, told }) });
}

const given: ValueAt = {
  objectType: sql`given.object_type`,
  externalId: sql`given.external_id`,
  property: sql`given.property`,
  value: sql`given.value`,
};

async function valuesWhere({
  ctx,
  values,
  condition,
}: {
  ctx: Context;
  values: readonly NamedValue[];
  condition: SQL;
}): Promise<ReadonlySet<number>> {
  if (values.every(({ value }) => (value ?? '') === '')) return new Set();
  function column(name: keyof NamedValue): SQL {
    return sql`${sql.param(values.map((one) => one[name]))}::text[]`;
  }
  const { rows } = await ctx.db.execute<{ place: number }>(sql`select given.place::int - 1 as place
    from unnest(${column('objectType')}, ${column('externalId')}, ${column('property')}, ${column('value')})
      with ordinality as given(object_type, external_id, property, value, place) where ${condition}`);
  return new Set(rows.map(({ place }) => place));
}

/** The fields of these records whose value is kept from the actor because of the call that it came from. */
export async function keptFields(ctx: Context, records: readonly RecordAt[]): Promise<FieldsByRecord> {
  const condition = keptWords(ctx, current);
  return condition === undefined ? new Map() : fieldsWhere({ ctx, records, condition, isLeftAlone: !isBounded(ctx) });
}

/** The fields of these records whose value Sophia wrote from any call, whoever may see it. */
export function fieldsFromCalls(ctx: Context, records: readonly RecordAt[]): Promise<FieldsByRecord> {
  return fieldsWhere({ ctx, records, condition: fromAnyCall(ctx, current), isLeftAlone: false });
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
  const left = sql`select object_type, external_id, property from left_words where workspace_id = ${ctx.workspaceId}
    and external_id in (select external_id from names)`;
  const named = isLeftAlone
    ? left
    : sql`${left} union select target_type, target_id, property from changes where workspace_id = ${ctx.workspaceId}
        and target_type in ('company', 'contact', 'deal', 'lead') and target_id in (select external_id from names)
        and property is not null`;
  const { rows } = await ctx.db.execute<{ id: string; property: string }>(sql`with recursive names as (
      select id, object_type, external_id from crm_records where workspace_id = ${ctx.workspaceId} and id = ${ids}
      union select names.id, taken.object_type, taken.external_id from names join crm_records called
          on called.workspace_id = ${ctx.workspaceId} and called.object_type = names.object_type
            and called.external_id = names.external_id
        join crm_records taken on taken.merged_into = called.id)
    select distinct stands.id, named.property from (${named}) named
    join names on names.object_type = named.object_type and names.external_id = named.external_id
    join crm_records stands on stands.id = names.id where ${condition}`);
  const ofRecord = Map.groupBy(rows, ({ id }) => id);
  return new Map([...ofRecord].map(([id, fields]) => [id, new Set(fields.map(({ property }) => property))]));
}

function fromAnyCall(ctx: Context, at: ValueAt): SQL {
  return sql`(${isWritten(ctx, at)} or ${isLeft(ctx, at)})`;
}

/**
 * The condition under which what a change says has stood in the CRM, or may stand there, and is seen with its call, by the
 * name of the change in the query. Of a deal its words alone: its amount, stage and days are what a pipeline is computed from.
 */
export function gaveWords(ctx: Context, alias: string): SQL {
  const change = sql.identifier(alias);
  return sql`((${change}.state in ${written} or ${change}.id in ${beingSent(ctx)})
    and (${change}.target_type <> 'deal' or ${change}.facts ->> 'value' = 'text'))`;
}

/** The ids of changes that were sent and of which no answer came; such a one waits again as it did before. */
export function beingSent({ workspaceId }: Context): SQL {
  return sql`(select split_part(effects.key, ':', 2) from effects where effects.workspace_id = ${workspaceId}
    and effects.target = 'hubspot' and effects.state = 'sending' and starts_with(effects.key, 'change:'))`;
}

/**
 * The condition under which what was read back after a change is a word of its call: the write held, and was not taken back.
 * Elsewhere it is what somebody else, or another call, has put there.
 */
export function hasHeld(alias: string): SQL {
  return sql`(${sql.identifier(alias)}.state in ('applied', 'undoing', 'undo_refused'))`;
}

function isWritten(ctx: Context, at: ValueAt & { readonly only?: SQL }): SQL {
  return sql`exists (select from ${namesOf(ctx, at)} join changes wrote on wrote.target_id = known.id
    join change_sets proposing on proposing.id = wrote.change_set_id
    where wrote.workspace_id = ${ctx.workspaceId} and wrote.target_type = ${at.objectType}
      and wrote.property = ${at.property} and ${gaveWords(ctx, 'wrote')} and proposing.call_id is not null
      and btrim(${at.value}) in (btrim(wrote.action ->> 'value'), btrim(wrote.edited_value),
        case when ${hasHeld('wrote')} then btrim(wrote.read_back_value) end)
      and ${at.only ?? sql`true`})`;
}

function isLeft(ctx: Context, at: ValueAt): SQL {
  return sql`exists (select from ${namesOf(ctx, at)} join left_words was on was.external_id = known.id
    where was.workspace_id = ${ctx.workspaceId} and was.object_type = ${at.objectType} and was.property = ${at.property}
      and was.value_hash = encode(sha256(convert_to(btrim(${at.value}), 'UTF8')), 'hex'))`;
}

/** Its own id and those of what it has taken in; who has taken in whom is read once for a statement. */
function namesOf(ctx: Context, { objectType, externalId }: ValueAt): SQL {
  return sql`names_of_record((select merged_records(${ctx.workspaceId})), ${objectType}, ${externalId}) known(id)`;
}

/** Whether somebody asks; what runs without anybody compares words of calls and tells them to nobody. */
export function isAsked({ type }: Actor): boolean {
  return type !== 'system' && type !== 'schedule' && type !== 'webhook';
}
