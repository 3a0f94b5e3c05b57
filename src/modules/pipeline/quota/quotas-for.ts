import { commandIn, type PipelineFilterInput, type PipelineSpan } from '#contracts';
import { isAllowed, isBounded, seenOwnerIds } from '#modules/access';
import type { Context } from '#platform/context';
import { eq } from '#platform/sql';
import { findOwners } from '../find-owners.ts';
import { pipelineQuotas } from '../tables.ts';
import { type FoundQuota, quotaOf } from './quota-of.ts';
import { seesQuota } from './sees-quota.ts';

export interface FoundQuotas {
  readonly quotas: readonly FoundQuota[];
  /** Why there is none. */
  readonly missing: string | null;
}

/**
 * What is to be won in a period, in each currency: the quota of the owner, the team or the company that is asked for, and
 * where none is set the sum of those of its owners. Of whoever sees a part, that part's: a team's only where they see the
 * deals of all of it.
 */
export async function quotasFor({
  ctx,
  narrowing,
  period,
}: {
  ctx: Context;
  narrowing: PipelineFilterInput;
  period: PipelineSpan;
}): Promise<FoundQuotas> {
  if (narrowing.pipeline !== null) {
    return none('Quotas are set for owners, teams and the company, not for one pipeline: there is no gap to tell.');
  }
  const rows = await ctx.db.select().from(pipelineQuotas).where(eq(pipelineQuotas.workspaceId, ctx.workspaceId));
  const isSeen = await seesQuota(ctx);
  const seen = rows.filter(isSeen);
  const { owner, team, ownerIds } = await findOwners({ ctx, input: narrowing });
  const isWhole = await seesAllOf({ ctx, ownerIds });
  const own = seen.filter(({ subjectKind, subjectId }) =>
    owner !== null
      ? subjectKind === 'owner' && subjectId === owner.id
      : team !== null
        ? subjectKind === 'team' && subjectId === team.id && isWhole
        : subjectKind === 'company',
  );
  const among = ownerIds === null ? null : new Set(ownerIds);
  const ofOwners = seen.filter(
    ({ subjectKind, subjectId }) => subjectKind === 'owner' && (among === null || among.has(subjectId)),
  );
  const currencies = new Set(seen.map(({ currency }) => currency));
  const quotas = [...currencies].sort().flatMap((currency) => quotaOf({ set: own, ofOwners, currency, period }) ?? []);
  if (quotas.length > 0) return { quotas, missing: null };
  const whose = owner?.label ?? team?.label ?? (isBounded(ctx) ? 'anybody whose deals you see' : 'the company');
  const what = isBounded(ctx) ? 'No quota that you may see' : 'No quota';
  const advice = isAllowed({ ctx, action: 'quota.manage' })
    ? `: ${commandIn(ctx, `sophia quotas set ${period.from}..${period.to} AMOUNT`)}`
    : '';
  return none(`${what} is set for ${whose} from ${period.from} to ${period.to}, so there is no gap to tell${advice}.`);
}

/** Whether nothing of what they won is hidden, which would be missing from what counts toward their quota. */
async function seesAllOf({ ctx, ownerIds }: { ctx: Context; ownerIds: readonly string[] | null }): Promise<boolean> {
  const seen = await seenOwnerIds(ctx);
  return seen === null || (ownerIds !== null && ownerIds.length > 0 && ownerIds.every((id) => seen.has(id)));
}

function none(missing: string): FoundQuotas {
  return { quotas: [], missing };
}
