import type { PipelineForecast } from '#contracts';
import { describeCrm } from '#modules/crm';
import { getForecast, getWaterfall, listTeamNames } from '#modules/pipeline';
import type { ForecastPage } from '#modules/reports';
import { SophiaError } from '#platform/errors';
import type { WorkContext } from '#workflows';

type Read = Pick<
  ForecastPage,
  'owners' | 'teams' | 'pipelines' | 'forecast' | 'problem' | 'waterfall' | 'noWaterfall'
> & { readonly status: number };

interface Question {
  readonly ctx: WorkContext;
  readonly filter: ForecastPage['filter'];
}

const dayMs = 86_400_000;

/** The forecast that was asked for and what changed in the week up to it, or what is wrong with the question. */
export async function readForecast(question: Question): Promise<Read> {
  const { ctx } = question;
  const { owners, pipelines } = await describeCrm({ ctx, input: { objectType: 'deal' } });
  const teams = await listTeamNames(ctx);
  const choices = {
    owners: owners.map(({ externalId, name }) => ({ id: externalId, name })),
    teams: teams.map((name) => ({ id: name, name })),
    pipelines: pipelines.map(({ externalId, label }) => ({ id: externalId, name: label })),
  };
  const forecast = await orRefusal(() => forecastFor(question));
  if (forecast instanceof SophiaError) {
    const { message, entry } = forecast;
    // Nothing is wrong with the address where no night is frozen yet.
    const status = forecast.code === 'pipeline.not-frozen' ? 200 : entry.httpStatus;
    return { ...choices, forecast: null, problem: message, waterfall: null, noWaterfall: null, status };
  }
  const waterfall = await orRefusal(() => waterfallUpTo({ ...question, forecast }));
  const moved =
    waterfall instanceof SophiaError
      ? { waterfall: null, noWaterfall: waterfall.message }
      : { waterfall, noWaterfall: null };
  return { ...choices, forecast, problem: null, ...moved, status: 200 };
}

function forecastFor({ ctx, filter }: Question): Promise<PipelineForecast> {
  const { period, asOf, clock } = filter;
  const input = { period: period === '' ? 'this quarter' : period, asOf: orNull(asOf), clock, ...narrowingOf(filter) };
  return getForecast({ ctx, input });
}

/** Of the deals that are to close in the period, from a week before unless another day is named. */
function waterfallUpTo({ ctx, filter, forecast }: Question & { forecast: PipelineForecast }) {
  const { day, period } = forecast;
  const since = filter.since === '' ? new Date(Date.parse(day) - 7 * dayMs).toISOString().slice(0, 10) : filter.since;
  const closing = `${period.from}..${period.to}`;
  return getWaterfall({ ctx, input: { since, until: day, closing, clock: filter.clock, ...narrowingOf(filter) } });
}

function narrowingOf({ owner, team, pipeline }: Question['filter']) {
  return { owner: orNull(owner), team: orNull(team), pipeline: orNull(pipeline) };
}

/** What the work gives, or why it was refused where whoever asks can ask otherwise. */
async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result | SophiaError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SophiaError && ['input.invalid', 'pipeline.not-frozen'].includes(error.code)) return error;
    throw error;
  }
}

function orNull(given: string): string | null {
  return given === '' ? null : given;
}
