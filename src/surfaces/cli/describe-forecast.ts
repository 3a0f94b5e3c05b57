import { formatMoney } from '#modules/reports';
import type { OperationOutput } from '#surfaces/local';
import { counted, plain, spaced, words } from './wording.ts';

type Forecast = OperationOutput<'pipeline.forecast'>;
type CurrencyForecast = Forecast['currencies'][number];
type Quota = Forecast['quotas'][number];

/** A forecast as people read it: the range, what it stands on, and how good the same was before. */
export function describeForecast(forecast: Forecast): string {
  const { day, origin, period, narrowed, currencies, quotas, quotaMissing } = forecast;
  const clock = origin === 'true' ? ', by all that is known of it by now' : '';
  const head = `${plain(period.name)} (${period.from} to ${period.to})${spaced(narrowed)}, as of the end of ${day}${clock}:`;
  const deals = currencies.length === 0 ? ['  no deal is open, and none was won in it.'] : currencies.flatMap(linesOf);
  return [head, ...deals, ...quotas.map((quota) => `  ${quotaLine(quota)}`), ...missing(quotaMissing)].join('\n');
}

function missing(sentence: string | null): string[] {
  return sentence === null ? [] : [`  ${plain(sentence)}`];
}

/** `quota $250,000: $80,000 won, $40,000 commit, $130,000 lack`. */
function quotaLine({ currency, quotaMinor, closedMinor, commitMinor, gapMinor, basis, owners }: Quota): string {
  const gap =
    gapMinor > 0 ? `${formatMoney(gapMinor, currency)} lack` : `surpassed by ${formatMoney(-gapMinor, currency)}`;
  const sum = basis === 'owners' ? ` (the sum of ${counted(owners, 'owner')}, with their deals alone)` : '';
  return `quota ${formatMoney(quotaMinor, currency)}${sum}: ${formatMoney(closedMinor, currency)} won, ${formatMoney(commitMinor, currency)} commit, ${gap}`;
}

function linesOf(forecast: CurrencyForecast): string[] {
  const { currency, won, open, buckets, range, refused } = forecast;
  return [
    `  ${currency}`,
    range === null
      ? `    No range. ${refused ?? ''}`
      : `    ${formatMoney(range.lowMinor, currency)} low, ${formatMoney(range.expectedMinor, currency)} expected, ${formatMoney(range.highMinor, currency)} high (four in five results lie between)`,
    `    won so far: ${counted(won.count, 'deal')}, ${formatMoney(won.amountMinor, currency)}`,
    `    open: ${counted(open.count, 'deal')}, ${formatMoney(open.amountMinor, currency)}`,
    ...buckets.map(
      ({ bucket, count, amountMinor }) =>
        `    to close in it, ${words(bucket)}: ${counted(count, 'deal')}, ${formatMoney(amountMinor, currency)}`,
    ),
    ...(range === null ? [] : [`    ${basisOf(forecast)}`]),
    `    ${trackOf(forecast)}`,
  ];
}

function basisOf({ basis: { closed, won, byStageAndAge, byStage, byAll } }: CurrencyForecast): string {
  return `by ${counted(closed, 'closed deal')} (${won} won); of the open ones ${byStageAndAge} by stage and age, ${byStage} by stage, ${byAll} by all deals`;
}

function trackOf({ currency, track }: CurrencyForecast): string {
  const { nights, inside, tooFew, meanErrorMinor, meanBiasMinor, brier } = track;
  const early = tooFew === 0 ? '' : `; at ${counted(tooFew, 'earlier night')} too few deals had closed`;
  if (nights === 0 || meanErrorMinor === null || meanBiasMinor === null)
    return `not scored yet: no night is far enough back${early}`;
  const bias = meanBiasMinor > 0 ? 'too much' : 'too little';
  return `at ${counted(nights, 'past night')} the result lay inside ${counted(inside, 'time')}; on average ${formatMoney(meanErrorMinor, currency)} off, ${formatMoney(Math.abs(meanBiasMinor), currency)} ${bias}; Brier score ${brier ?? '-'}${early}`;
}
