import { isBounded } from '#modules/access';
import { listOwnTeams, resolveFilter } from '#modules/pipeline';
import type { Context } from '#platform/context';
import { sql } from '#platform/sql';
import { allOf } from '../kinds/draft.ts';
import { oneOf } from '../kinds/filters.ts';
import type { QuestionKind } from '../kinds/question-kind.ts';
import { dealsSource } from '../query/sources.ts';
import type { VisibleScope } from '../query/visible-scope.ts';
import { ownOwner } from './own-owner.ts';
import type { Slots } from './slots.ts';

interface Meant {
  readonly slots: Slots;
  /** Whom the answer is of, where that is not whoever asks. */
  readonly said: string | null;
}

/** Whom “I” means in a question that those who lead ask of what they lead: their team, or all where they have no deals. */
export async function meantByMe({
  ctx,
  scope,
  kind,
  slots,
}: {
  ctx: Context;
  scope: VisibleScope;
  kind: QuestionKind;
  slots: Slots;
}): Promise<Meant> {
  const isOfThem = kind.isOfLed === true && slots.me && slots.owners.length === 0;
  if (!isOfThem || slots.team !== null) return { slots, said: null };
  const [led, ...others] = (await listOwnTeams(ctx)).filter(({ leads }) => leads);
  if (led !== undefined && others.length > 0) {
    return {
      slots: { ...slots, unread: `my team: ${[led, ...others].map(({ name }) => name).join(' or ')}` },
      said: null,
    };
  }
  if (led !== undefined) {
    const { ownerIds } = await resolveFilter({ ctx, input: { owner: null, team: led.id, pipeline: null } });
    const team = { name: led.name, ownerIds: ownerIds ?? [] };
    return { slots: { ...slots, me: false, team }, said: `You lead the team ${led.name}, so this is of that team.` };
  }
  if (isBounded(ctx) || (await ownsDeals({ ctx, scope }))) return { slots, said: null };
  return { slots: { ...slots, me: false }, said: 'The CRM has no deals of yours, so this is of everybody.' };
}

async function ownsDeals({ ctx, scope }: { ctx: Context; scope: VisibleScope }): Promise<boolean> {
  const owners = await ownOwner(ctx);
  if (owners.length === 0) return false;
  const ids = owners.map(({ id }) => id);
  const { rows } = await ctx.db.execute(
    sql`select 1 from ${dealsSource(scope)} where ${allOf([oneOf(sql`deal.owner_id`, ids)])} limit 1`,
  );
  return rows.length > 0;
}
