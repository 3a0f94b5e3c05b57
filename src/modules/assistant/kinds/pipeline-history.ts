import { z } from 'zod';
import { commandIn } from '#contracts';
import {
  fractionDigits,
  getForecast,
  getWaterfall,
  resolveFilter,
  standingAt,
  waterfallEntries,
} from '#modules/pipeline';
import { type SQL, sql } from '#platform/sql';
import type { Period } from '../entities/period.ts';
import { counts, emptyDraft, money, percent, runQuery } from './draft.ts';
import { narrowedTo, periodName, periodOr } from './filters.ts';
import { isNarrowerThanPipeline, isWholeCompany, narrowingOf, orNotFrozen } from './own-history.ts';
import type { Asked, Draft, QuestionKind } from './question-kind.ts';

const mostDealLines = 8;

const Sum = z.object({ count: z.number(), amount: z.number() });
const PartSum = Sum.extend({ part: z.string() });
const Score = z.object({ nights: z.number(), inside: z.number() });

/** What led from the pipeline of one night to that of another, in the currency of the workspace. */
async function changedPipeline(asked: Asked): Promise<Draft> {
  if (isNarrowerThanPipeline(asked)) {
    const text = `A waterfall is made for owners and pipelines. Ask “what changed${narrowedTo(asked)}” for the changes of its fields.`;
    return { ...emptyDraft, outcome: 'nothing', text };
  }
  const period = periodOr(asked, 'last 30 days');
  const narrowing = await narrowingOf(asked);
  const { since, until } = nightsOf({ asked, period });
  const waterfall = await orNotFrozen(() =>
    getWaterfall({ ctx: asked.ctx, input: { since, until, closing: null, ...narrowing } }),
  );
  if (typeof waterfall === 'string') return { ...emptyDraft, outcome: 'nothing', text: waterfall };
  const filter = await resolveFilter({ ctx: asked.ctx, input: narrowing });
  const question = { ctx: asked.ctx, from: waterfall.from.day, to: waterfall.to.day, filter, closing: null };
  const opening = await sumAt({ asked, day: question.from, query: standingAt({ ...question, day: question.from }) });
  const closing = await sumAt({ asked, day: question.to, query: standingAt({ ...question, day: question.to }) });
  const unit = 10 ** fractionDigits(asked.currency);
  const parts = await runQuery({
    asked,
    definition: `What led from one to the other, in ${asked.currency}`,
    query: sql`select entry.part, count(distinct entry.record_id)::int as count, sum(entry.minor)::float8 / ${unit} as amount
      from ${waterfallEntries(question)} entry
      where entry.currency = ${asked.currency} group by entry.part order by abs(sum(entry.minor)) desc, entry.part`,
    row: PartSum,
  });
  const deals = waterfall.deals.filter(({ currency }) => currency === asked.currency).slice(0, mostDealLines);
  return {
    ...emptyDraft,
    text: `The open pipeline${narrowedTo(asked)} went from ${money(opening.sum.amount, asked.currency)} in ${counts(opening.sum.count, 'deal')} at the end of ${question.from} to ${money(closing.sum.amount, asked.currency)} in ${counts(closing.sum.count, 'deal')} at the end of ${question.to}${parts.rows.length === 0 ? '; nothing has changed.' : ':'}`,
    lines: [
      ...parts.rows.map(({ part, count, amount }) => ({
        text: `${part.replaceAll('_', ' ')}: ${counts(count, 'deal')}, ${money(amount, asked.currency)}`,
        proofs: [],
      })),
      ...deals.map(({ recordId, deal, amountMinor, because }) => ({
        text: `${deal}: ${money(amountMinor / unit, asked.currency)}, ${because}`,
        proofs: [{ type: 'record' as const, isDeal: true, recordId, name: deal }],
      })),
    ],
    figures: [
      { name: 'opening', value: opening.sum.amount, unit: asked.currency, query: 0, column: 'amount' },
      { name: 'closing', value: closing.sum.amount, unit: asked.currency, query: 1, column: 'amount' },
      { name: 'deals at the opening', value: opening.sum.count, unit: 'deals', query: 0, column: 'count' },
      { name: 'deals at the closing', value: closing.sum.count, unit: 'deals', query: 1, column: 'count' },
    ],
    queries: [opening.ran, closing.ran, parts.ran],
    unknown: unknownOf({ asked, waterfall }),
    actions: [
      { label: 'See all deals behind it', command: `sophia pipeline waterfall --since ${question.from} --deals` },
    ],
  };
}

/** `since last week` goes on to the last night; `last week` ends with its last day. */
function nightsOf({ asked, period }: { asked: Asked; period: Period }): { since: string; until: string | null } {
  const goesOn = /\bsince\b/iu.test(asked.text) || period.to >= asked.today;
  const since = period.from > asked.today ? asked.today : period.from;
  return { since: dayBefore(since), until: goesOn ? null : period.to };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

async function sumAt({ asked, day, query }: { asked: Asked; day: string; query: SQL }) {
  const unit = 10 ** fractionDigits(asked.currency);
  const { rows, ran } = await runQuery({
    asked,
    definition: `Open deals${narrowedTo(asked)} in ${asked.currency} at the end of ${day}`,
    query: sql`select coalesce(sum(held.count), 0)::int as count, coalesce(sum(held.minor), 0)::float8 / ${unit} as amount
      from (${query}) held where held.currency = ${asked.currency}`,
    row: Sum,
  });
  return { sum: rows[0] ?? { count: 0, amount: 0 }, ran };
}

function unknownOf({
  asked,
  waterfall,
}: {
  asked: Asked;
  waterfall: Exclude<Awaited<ReturnType<typeof getWaterfall>>, string>;
}): string[] {
  const others = waterfall.currencies.flatMap(({ currency }) => (currency === asked.currency ? [] : [currency]));
  return [
    ...(waterfall.from.origin === 'history'
      ? [`The end of ${waterfall.from.day} is rebuilt from the history of the CRM and was not frozen in that night.`]
      : []),
    ...(others.length === 0 ? [] : [`Deals in ${others.join(' and ')} are counted apart and not in it.`]),
  ];
}

/** How good the same forecast was at past nights. */
async function accuracy(asked: Asked): Promise<Draft> {
  const narrowing = await narrowingOf(asked);
  const input = { period: 'this quarter', asOf: null, ...narrowing };
  const forecast = await orNotFrozen(() => getForecast({ ctx: asked.ctx, input }));
  if (typeof forecast === 'string') return { ...emptyDraft, outcome: 'nothing', text: forecast };
  const own = forecast.currencies.find(({ currency }) => currency === asked.currency);
  const { period } = asked.slots;
  const scores = (own?.track.scores ?? []).filter(
    ({ until }) => period === null || (until >= period.from && until <= period.to),
  );
  if (own === undefined || scores.length === 0) {
    const text = `No forecast${narrowedTo(asked)}${periodName(asked)} could be scored yet: a past night takes enough closed deals before it and an end that is past.`;
    return {
      ...emptyDraft,
      outcome: 'insufficient',
      text,
      unknown: own?.refused === null || own === undefined ? [] : [own.refused],
    };
  }
  const unit = 10 ** fractionDigits(asked.currency);
  const inside = scores.filter((score) => score.inside).length;
  const error = scores.reduce((sum, { expectedMinor, actualMinor }) => sum + Math.abs(expectedMinor - actualMinor), 0);
  const kept = period === null && isWholeCompany({ asked, narrowing }) ? await keptScore({ asked, forecast }) : null;
  return {
    ...emptyDraft,
    text: `At ${counts(scores.length, 'past night')}${periodName(asked)} the forecast${narrowedTo(asked)} was made again from what was known then: the result lay inside the range ${counts(inside, 'time')} (${percent(inside / scores.length)}; four in five is the aim), and on average ${money(Math.round(error / scores.length) / unit, asked.currency)} from what was expected.`,
    lines: scores.map(({ day, until, lowMinor, expectedMinor, highMinor, actualMinor, inside: held }) => ({
      text: `from ${day} to ${until}: ${money(lowMinor / unit, asked.currency)} to ${money(highMinor / unit, asked.currency)}, ${money(expectedMinor / unit, asked.currency)} expected, ${money(actualMinor / unit, asked.currency)} came: ${held ? 'inside' : 'outside'}`,
      proofs: [],
    })),
    figures: kept === null ? [] : kept.figures,
    queries: kept === null ? [] : [kept.ran],
    unknown: [
      'It is scored on the deals that were open at each night; what was created and won later is in neither.',
      ...(kept === null
        ? [
            `The scores are computed from the frozen nights and are no single query: see ${commandIn(asked.ctx, 'sophia pipeline forecast')}.`,
          ]
        : []),
    ],
    actions: [{ label: 'See the forecast', command: 'sophia pipeline forecast' }],
  };
}

async function keptScore({
  asked,
  forecast: { day, period },
}: {
  asked: Asked;
  forecast: { day: string; period: { from: string; to: string } };
}) {
  const { rows, ran } = await runQuery({
    asked,
    definition: `At how many past nights the forecast that was kept at the end of ${day} was scored, and how often it held`,
    query: sql`select nights, inside from pipeline_forecasts
      where workspace_id = ${asked.ctx.workspaceId} and made_on = ${day}::date and period_from = ${period.from}::date
        and period_to = ${period.to}::date and currency = ${asked.currency}`,
    row: Score,
  });
  const [score] = rows;
  if (score === undefined) return null;
  const figures = [
    { name: 'nights inside the range', value: score.inside, unit: 'nights', query: 0, column: 'inside' },
    { name: 'nights', value: score.nights, unit: 'nights', query: 0, column: 'nights' },
  ];
  return { ran, figures };
}

/** What the frozen nights tell. */
export const pipelineHistoryKinds: readonly QuestionKind[] = [
  {
    id: 'pipeline.waterfall',
    what: 'What changed in the pipeline between two nights',
    examples: [
      'what changed in the pipeline {period}',
      'what changed in the pipeline since {period}',
      'how did the pipeline change {period}',
      'pipeline waterfall {period}',
      'how has our pipeline moved since {period}',
      'pipeline changes since {period}',
      'did the pipeline grow or shrink {period}',
      'what happened to the pipeline {period}',
      'week over week pipeline',
      'how much pipeline did we add {period}',
    ],
    answer: changedPipeline,
  },
  {
    id: 'forecast.accuracy',
    what: 'How good past forecasts were',
    examples: [
      'how accurate were our forecasts',
      'how accurate is the forecast',
      'how good were our forecasts {period}',
      'forecast accuracy',
      'were our forecasts right {period}',
      'how often was the forecast right',
      'how far off were our forecasts',
      'track record of the forecast',
      'can i trust the forecast',
      'how reliable is the forecast',
    ],
    answer: accuracy,
  },
];
