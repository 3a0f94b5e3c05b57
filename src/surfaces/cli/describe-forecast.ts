import { formatMoney, gapWords } from '#platform/wording';
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
  const gaps = [...quotas.map((quota) => `  ${quotaLine(quota)}`), ...missing(quotaMissing)];
  return [head, ...deals, ...gaps, ...forecast.standings.map((each) => `  ${standingLine(each)}`)].join('\n');
}

function missing(sentence: string | null): string[] {
  return sentence === null ? [] : [`  ${plain(sentence)}`];
}

/** `quota $250,000: $80,000 won, $40,000 commit, $130,000 lack`. */
function quotaLine({ currency, quotaMinor, closedMinor, commitMinor, gapMinor, basis, owners }: Quota): string {
  return `quota ${formatMoney(quotaMinor, currency)}${sumWords({ basis, owners })}: ${formatMoney(closedMinor, currency)} won, ${formatMoney(commitMinor, currency)} commit, ${gapOf({ gapMinor, currency })}`;
}

/** `Sales (team): $80,000 won, $40,000 commit, $9,000 best case, $0 pipeline; quota $250,000, $130,000 lack`. */
function standingLine(standing: Forecast['standings'][number]): string {
  const { kind, name, currency, quotaMinor, gapMinor } = standing;
  const sums = [
    `${formatMoney(standing.closedMinor, currency)} won`,
    `${formatMoney(standing.commitMinor, currency)} commit`,
    `${formatMoney(standing.bestCaseMinor, currency)} best case`,
    `${formatMoney(standing.pipelineMinor, currency)} pipeline`,
  ];
  const quota =
    quotaMinor === null || gapMinor === null
      ? 'no quota'
      : `quota ${formatMoney(quotaMinor, currency)}${sumWords(standing)}, ${gapOf({ gapMinor, currency })}`;
  return `${plain(name)}${kind === 'team' ? ' (team)' : ''}: ${sums.join(', ')}; ${quota}`;
}

function gapOf({ gapMinor, currency }: { gapMinor: number; currency: string }): string {
  return gapWords(gapMinor, (minor) => formatMoney(minor, currency));
}

function sumWords({ basis, owners }: { basis: Quota['basis'] | null; owners: number }): string {
  return basis === 'owners' ? ` (the sum of ${counted(owners, 'owner')}, with their deals alone)` : '';
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
