import type { PipelineSpan } from '#contracts';
import { authorise } from '#modules/access';
import type { Context, Verb } from '#platform/context';
import { and, eq } from '#platform/sql';
import { shiftDay } from './days.ts';
import { forecastFrom } from './forecast/forecast-from.ts';
import { findNights } from './nights.ts';
import { periodAround } from './read-period.ts';
import { pipelineForecasts } from './tables.ts';

/** Keeps the forecasts of the last frozen night for this month, this quarter and the next; one that is kept stays. */
export async function keepForecasts({ ctx }: Pick<Verb<never>, 'ctx'>): Promise<{ kept: number }> {
  authorise({ ctx, action: 'pipeline.freeze', resource: { type: 'pipeline', id: null } });
  const { to, table, firstDay } = await findNights({ ctx, since: null, until: null, clock: 'known' });
  const { day } = to;
  const morning = shiftDay(day, 1);
  const filter = { ownerIds: null, pipelineId: null, words: '' };
  let kept = 0;
  for (const period of [
    periodAround({ day: morning, unit: 'month' }),
    periodAround({ day: morning, unit: 'quarter' }),
    periodAround({ day: morning, unit: 'quarter', step: 1 }),
  ]) {
    if (await isKept({ ctx, day, period })) continue;
    const currencies = await forecastFrom({ ctx, day, table, firstDay, period, filter });
    if (currencies.length === 0) continue;
    const rows = currencies.map((forecast) => ({
      workspaceId: ctx.workspaceId,
      madeOn: day,
      periodFrom: period.from,
      periodTo: period.to,
      currency: forecast.currency,
      wonMinor: forecast.won.amountMinor,
      openMinor: forecast.open.amountMinor,
      lowMinor: forecast.range?.lowMinor ?? null,
      expectedMinor: forecast.range?.expectedMinor ?? null,
      highMinor: forecast.range?.highMinor ?? null,
      nights: forecast.track.nights,
      inside: forecast.track.inside,
      body: forecast,
      madeAt: ctx.clock.now(),
    }));
    const written = await ctx.db
      .insert(pipelineForecasts)
      .values(rows)
      .onConflictDoNothing()
      .returning({ currency: pipelineForecasts.currency });
    kept += written.length;
  }
  return { kept };
}

async function isKept({ ctx, day, period }: { ctx: Context; day: string; period: PipelineSpan }): Promise<boolean> {
  const rows = await ctx.db
    .select({ madeOn: pipelineForecasts.madeOn })
    .from(pipelineForecasts)
    .where(
      and(
        eq(pipelineForecasts.workspaceId, ctx.workspaceId),
        eq(pipelineForecasts.madeOn, day),
        eq(pipelineForecasts.periodFrom, period.from),
        eq(pipelineForecasts.periodTo, period.to),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
