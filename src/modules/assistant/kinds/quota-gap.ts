import { z } from 'zod';
import { fractionDigits, quotasFor } from '#modules/pipeline';
import { sql } from '#platform/sql';
import type { Period } from '../entities/period.ts';
import { counts, money, runQuery } from './draft.ts';
import { isNarrowerThanPipeline, narrowingOf } from './own-history.ts';
import type { Asked, Draft } from './question-kind.ts';

type GapDraft = Pick<Draft, 'text' | 'figures' | 'queries' | 'unknown'>;

const Sum = z.object({ quota: z.number().nullable() });

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
  if (own === undefined)
    return withoutGap(found.missing ?? `No quota is set in ${currency}, so there is no gap to tell.`);
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
  const gap = quota - closed - commit;
  const whose = own.basis === 'owners' ? ` (the sum of ${counts(own.owners, 'owner')})` : '';
  const rest = gap > 0 ? `${money(gap, currency)} lack` : `it is surpassed by ${money(-gap, currency)}`;
  return {
    text: ` The quota${whose} is ${money(quota, currency)}; with what is won and commit, ${rest}.`,
    figures: [{ name: 'quota', value: quota, unit: currency, query: before, column: 'quota' }],
    queries: [ran],
    unknown: [],
  };
}

function withoutGap(sentence: string): GapDraft {
  return { text: '', figures: [], queries: [], unknown: [sentence] };
}
