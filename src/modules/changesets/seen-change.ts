import { isBounded, seenCall, seenDeal, withheldFrom } from '#modules/access';
import type { Context } from '#platform/context';
import { and, type SQL, sql } from '#platform/sql';

/**
 * The condition under which the actor sees a change of the table under that name: the call that proposes it and those
 * that prove it are theirs, every deal that it touches too, and it holds no value that is kept from them. What no call
 * proposes, or takes an activity off a deal, is seen by whose deal it is. Undefined for whoever sees all.
 */
export function seenChange(ctx: Context, table = 'changes'): SQL | undefined {
  return and(isBounded(ctx) ? withinBounds(ctx, table) : undefined, withoutWithheldValues(ctx, table));
}

/** The condition under which the actor sees a set: with at least one change in it. */
export function seenChangeSet(ctx: Context): SQL | undefined {
  if (!isBounded(ctx)) return undefined;
  return sql`exists (select from changes own where own.workspace_id = ${ctx.workspaceId}
    and own.change_set_id = change_sets.id and (${seenChange(ctx, 'own')}))`;
}

/** The same for what stands beside a change and names it. */
export function ofSeenChange(ctx: Context, changeId: { readonly getSQL: () => SQL }): SQL | undefined {
  const seen = seenChange(ctx, 'own');
  if (seen === undefined) return undefined;
  return sql`exists (select from changes own where own.workspace_id = ${ctx.workspaceId}
    and own.id = ${changeId} and (${seen}))`;
}

function withinBounds(ctx: Context, table: string): SQL | undefined {
  const change = sql.identifier(table);
  const ownDeal = sql`(${change}.target_type = 'deal' and ${seenDeal(ctx, sql`${change}.target_id`)})`;
  const isOffOwn = sql`(${change}.action ->> 'type' = 'dissociate' and ${ownDeal})`;
  return and(
    sql`(${isOffOwn} or exists (select from change_sets proposing where proposing.id = ${change}.change_set_id
      and ((proposing.call_id is null and ${ownDeal})
        or (proposing.call_id is not null and (${seenCall(ctx, sql`proposing.call_id`)})))))`,
    sql`(coalesce(${change}.target_type, '') <> 'deal' or ${ownDeal})`,
    sql`not exists (select from jsonb_array_elements(coalesce(${change}.action -> 'associatedWith', '[]'::jsonb)
        || jsonb_build_array(${change}.action -> 'to')) touched(place)
      where touched.place ->> 'objectType' = 'deal'
        and not ${seenDeal(ctx, sql`touched.place ->> 'externalId'`)})`,
    sql`not (coalesce(${change}.action ->> 'mergedId', '') <> '' and ${change}.target_type = 'deal'
      and not ${seenDeal(ctx, sql`${change}.action ->> 'mergedId'`)})`,
    sql`(${isOffOwn} or not exists (select from jsonb_array_elements(${change}.evidence) proof(body)
      where proof.body ->> 'callId' is not null and not (${seenCall(ctx, sql`proof.body ->> 'callId'`)})))`,
  );
}

/** A contact without a name is called by the address, and so may its lead be; and what speaks for a merge may be one. */
function withoutWithheldValues({ actor }: Context, table: string): SQL | undefined {
  const withheld = withheldFrom(actor);
  if (withheld.length === 0) return undefined;
  const change = sql.identifier(table);
  const names = sql.join(
    withheld.map((name) => sql`${name}`),
    sql`, `,
  );
  return sql`not (coalesce(${change}.target_type, '') in ('contact', 'lead') and (coalesce(${change}.property, '') in (${names})
    or ${change}.action ->> 'type' = 'merge' or coalesce(${change}.target_name, '') like '%@%'))`;
}
