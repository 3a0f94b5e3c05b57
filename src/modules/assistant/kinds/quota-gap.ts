import { z } from 'zod';
import { isBounded } from '#modules/access';
import { type FoundQuota, fractionDigits, quotasFor } from '#modules/pipeline';
import { sql } from '#platform/sql';
import { gapWords } from '#platform/wording';
import type { Period } from '../entities/period.ts';
import { dealsSource } from '../query/sources.ts';
import { allOf, counts, money, runQuery } from './draft.ts';
import { dealFilters, oneOf, within } from './filters.ts';
import { isNarrowerThanPipeline, narrowingOf } from './own-history.ts';
import type { Asked, Draft } from './question-kind.ts';

type GapDraft = Pick<Draft, 'text' | 'figures' | 'queries' | 'unknown'>;

const Sum = z.object({ quota: z.number().nullable() });
const Reached = z.object({ won: z.number(), commit: z.number() });

/**
 * What lacks to the quota of whom the question is about: the quota less what is won and what is commit. Its query stands
 * behind `before` others.
 */
export async function quotaGap({
  asked,
  period,
  closed,
  commit,
  before,
}: {
  asked: Asked;
  period: Period;
  closed: number;
  commit: number;
  before: number;
}): Promise<GapDraft> {
  if (isNarrowerThanPipeline(asked)) {
    return withoutGap('A quota is set for owners, teams and the company, so there is no gap to tell for this part.');
  }
  const { ctx, currency } = asked;
  const found = await quotasFor({ ctx, narrowing: await narrowingOf(asked), period });
  const own = found.quotas.find((quota) => quota.currency === currency);
  if (own === undefined) return withoutGap(found.missing ?? noneIn(asked));
  const unit = 10 ** fractionDigits(currency);
  const ids = sql.join(
    own.quotaIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const { rows, ran } = await runQuery({
    asked,
    definition: `The quota from ${period.from} to ${period.to}`,
    query: sql`select sum(amount_minor)::float8 / ${unit} as quota from pipeline_quotas
      where workspace_id = ${ctx.workspaceId} and id in (${ids})`,
    row: Sum,
  });
  const quota = rows[0]?.quota ?? 0;
  const reached = await reachedBy({ asked, period, ownerIds: own.ownerIds });
  const gap = quota - (reached?.won ?? closed) - (reached?.commit ?? commit);
  const whose = own.basis === 'owners' ? ` (the sum of ${counts(own.owners, 'owner')})` : '';
  const sums = reached === null ? 'what is won and commit' : 'what they have won and commit';
  const rest = gapWords(Math.round(gap * unit), (minor) => money(minor / unit, currency));
  return {
    text: ` The quota${whose} is ${money(quota, currency)}; with ${sums}, ${rest}.`,
    figures: [{ name: 'quota', value: quota, unit: currency, query: before, column: 'quota' }],
    queries: [ran, ...(reached === null ? [] : [reached.ran])],
    unknown: [],
  };
}

/** What the owners whose quotas are summed have won and commit; null where the quota is that of all. */
async function reachedBy({
  asked,
  period,
  ownerIds,
}: {
  asked: Asked;
  period: Period;
  ownerIds: FoundQuota['ownerIds'];
}) {
  if (ownerIds === null) return null;
  const { currency, scope } = asked;
  const ours = sql`coalesce(deal.currency, ${currency}) = ${currency}`;
  const { rows, ran } = await runQuery({
    asked,
    definition: `What the ${counts(ownerIds.length, 'owner')} with a quota won, and have in commit, from ${period.from} to ${period.to}`,
    query: sql`select coalesce(sum(amount) filter (where is_won), 0)::float8 as won,
        coalesce(sum(amount) filter (where not is_closed and probability >= 0.8), 0)::float8 as commit
      from ${dealsSource(scope)}
      where ${allOf([within(sql`deal.close_date`, period), ours, oneOf(sql`deal.owner_id`, ownerIds), ...dealFilters(asked)])}`,
    row: Reached,
  });
  return { ...(rows[0] ?? { won: 0, commit: 0 }), ran };
}

function noneIn({ ctx, currency }: Asked): string {
  const what = isBounded(ctx) ? 'No quota that you may see' : 'No quota';
  return `${what} is set in ${currency}, so there is no gap to tell.`;
}

function withoutGap(sentence: string): GapDraft {
  return { text: '', figures: [], queries: [], unknown: [sentence] };
}
