import { GetForecastInput, type PipelineForecast, type QuotaGap } from '#contracts';
import { authorise } from '#modules/access';
import { getWorkspace } from '#modules/workspaces';
import type { Verb } from '#platform/context';
import { parseInput } from '#platform/errors';
import { createDayReader } from './days.ts';
import { type ForecastQuestion, forecastFrom, loadSums } from './forecast/forecast-from.ts';
import { findNights } from './nights.ts';
import { resolveFilter } from './pipeline-filter.ts';
import type { FoundQuota } from './quota/quota-of.ts';
import { quotasFor } from './quota/quotas-for.ts';
import { standingsFor } from './quota/standings-for.ts';
import { readPeriod } from './read-period.ts';

/**
 * What is won in a period so far and what the deals that are open will bring by its end: low, expected and high by how
 * the company's own deals of that stage and age ended before, with how good the same forecast was at past nights, and
 * what lacks to the quota that is in force now. By what was known at the end of a day, or by what is known of it by now.
 * Throws `pipeline.not-frozen`.
 */
export async function getForecast({ ctx, input }: Verb<GetForecastInput>): Promise<PipelineForecast> {
  authorise({ ctx, action: 'crm.read', resource: { type: 'crm_record', id: null } });
  const {
    period: text,
    asOf,
    clock = 'known',
    ...narrowing
  } = parseInput({ schema: GetForecastInput, input, what: 'a forecast' });
  const { timeZone } = await getWorkspace({ ctx });
  const period = readPeriod({ text, today: createDayReader(timeZone)(ctx.clock.now()) });
  const filter = await resolveFilter({ ctx, input: narrowing });
  const { to, table, firstDay } = await findNights({ ctx, since: asOf, until: asOf, clock });
  const { day, origin } = to;
  const question = { ctx, day, table, firstDay, period, filter };
  const currencies = await forecastFrom(question);
  const { quotas, missing } = await quotasFor({ ctx, narrowing, period });
  return {
    day,
    origin,
    period,
    narrowed: filter.words,
    currencies,
    quotas: await Promise.all(quotas.map((quota) => gapTo({ quota, question }))),
    quotaMissing: missing,
    standings: await standingsFor(question),
  };
}

/** What lacks to a quota: less what is won so far, less what is commit, of those who are to reach it. */
async function gapTo({ quota, question }: { quota: FoundQuota; question: ForecastQuestion }): Promise<QuotaGap> {
  const { quotaIds: _quotas, ownerIds, ...told } = quota;
  const filter = ownerIds === null ? question.filter : { ...question.filter, ownerIds };
  const sums = (await loadSums({ ...question, filter })).filter(({ currency }) => currency === quota.currency);
  const closedMinor = sums.find(({ bucket }) => bucket === 'won')?.minor ?? 0;
  const commitMinor = sums.find(({ bucket }) => bucket === 'commit')?.minor ?? 0;
  return { ...told, closedMinor, commitMinor, gapMinor: quota.quotaMinor - closedMinor - commitMinor };
}
