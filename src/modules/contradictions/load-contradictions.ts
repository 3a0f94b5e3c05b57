import { keptFromReaders, seenCall, seenCallIds, seenRecordId, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, desc, eq, isNull, notInArray, or, type SQL, sql } from '#platform/sql';
import type { Contradiction } from './schema.ts';
import { type callStatements, contradictions } from './tables.ts';
import { toContradiction } from './to-contradiction.ts';

/** The condition under which the actor sees a contradiction: both its sides, the record and the call. */
export function seenContradiction(ctx: Context): SQL | undefined {
  const withheld = withheldFrom(ctx.actor);
  return and(
    seenRecordId(ctx, contradictions.recordId),
    seenSource(ctx, contradictions.callId),
    withheld.length === 0 ? undefined : notInArray(contradictions.property, [...withheld]),
  );
}

/** The condition under which the actor sees where something is said: an e-mail is seen with its deal, a call by itself. */
export function seenSource(ctx: Context, callId: Column): SQL | undefined {
  const seen = seenCall(ctx, callId);
  return seen === undefined ? undefined : or(isNull(callId), seen);
}

type Column = typeof contradictions.callId | typeof callStatements.callId;

/** The contradictions that fulfil the conditions and that the actor sees, the newest first, without quotes of other calls. */
export async function loadContradictions({
  ctx,
  where,
  limit,
}: {
  ctx: Context;
  where: readonly (SQL | undefined)[];
  limit: number;
}): Promise<Contradiction[]> {
  const rows = await ctx.db
    .select()
    .from(contradictions)
    .where(and(eq(contradictions.workspaceId, ctx.workspaceId), seenContradiction(ctx), ...where))
    .orderBy(desc(contradictions.foundAt), desc(contradictions.id))
    .limit(limit);
  const found = rows.map(toContradiction);
  const quoted = found.flatMap(({ evidence }) => evidence.flatMap(({ callId }) => (callId === null ? [] : [callId])));
  const seen = await seenCallIds(ctx, [...new Set(quoted)]);
  const kept = await withKeptValue({ ctx, found });
  return found.map((contradiction) => {
    const { contradictionId, callId: saidIn, evidence, otherValue } = contradiction;
    const told = evidence.filter(({ callId }) => callId === null || seen.has(callId));
    const isOtherUnseen =
      saidIn === null && evidence.length > told.length && told.every(({ callId }) => callId === null);
    return {
      ...contradiction,
      evidence: told,
      ...(kept.has(contradictionId) ? { crmValue: null, crmValueKept: true } : {}),
      otherValue: isOtherUnseen ? null : otherValue,
    };
  });
}

/** Those of which the CRM's side is words of another call, which are kept from whoever reads it. */
async function withKeptValue({
  ctx,
  found,
}: {
  ctx: Context;
  found: readonly Contradiction[];
}): Promise<ReadonlySet<string>> {
  const ids = found.filter(({ crmValue }) => (crmValue ?? '') !== '').map(({ contradictionId }) => contradictionId);
  if (ids.length === 0) return new Set();
  const { rows } = await ctx.db.execute<{ id: string }>(sql`select found.id
    from contradictions found join crm_records record on record.id = found.record_id
    where found.workspace_id = ${ctx.workspaceId} and found.id = any(${sql.param(ids)}::text[])
      and ${keptInCrm(ctx, { found: 'found', record: 'record' })}`);
  return new Set(rows.map(({ id }) => id));
}

/** The condition under which what the CRM says is kept from whoever reads it, by the names of both tables in the query. */
export function keptInCrm(ctx: Context, names: { readonly found: string; readonly record: string }): SQL {
  const [found, record] = [sql.identifier(names.found), sql.identifier(names.record)];
  return keptFromReaders(ctx, {
    objectType: sql`${record}.object_type`,
    externalId: sql`${record}.external_id`,
    property: sql`${found}.property`,
    value: sql`${found}.crm_value`,
    told: sql`(select saying.id from calls saying where saying.id = ${found}.call_id)`,
  });
}
