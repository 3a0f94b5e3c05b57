import { commandIn, type PipelineForecast } from '#contracts';
import { dayInWords } from '#modules/crm';
import { line } from '#modules/notifications';
import { formatMoney, gapWords } from '#platform/wording';
import { answer } from './answer.ts';
import type { Command } from './command.ts';

type CurrencyForecast = PipelineForecast['currencies'][number];

export const forecastCommand: Command = {
  name: '/sophia forecast',
  usage: '/sophia forecast [period]',
  example: '/sophia forecast next month',
  help: 'What a period will bring: won so far, what is open, and the range by your own history; this quarter without an argument. Of the deals that you see.',
  run: async ({ surface, ctx, text }) => {
    const asked = text.trim() === '' ? 'this quarter' : text.trim();
    const { day, period, currencies, quotas, quotaMissing } = await surface.services.getForecast({
      ctx,
      input: { period: asked },
    });
    const heading = `Forecast: ${line(period.name, 60)} (${period.from} to ${period.to})`;
    const note = `As of the end of ${line(dayInWords(day) ?? day, 40)}, counted from the deals that you see; no model was asked. \`${commandIn(ctx, `sophia pipeline forecast --period ${period.from}..${period.to}`)}\` computes it again.`;
    const gaps = [...quotas.map(gapOf), ...(quotaMissing === null ? [] : [`_${line(quotaMissing, 300)}_`])];
    const deals = currencies.length === 0 ? ['No deal is open, and none was won in it.'] : currencies.flatMap(linesOf);
    return answer({ heading, lines: [...deals, ...gaps], note });
  },
};

function gapOf({ currency, quotaMinor, gapMinor, basis, owners }: PipelineForecast['quotas'][number]): string {
  function money(minor: number): string {
    return line(formatMoney(minor, currency), 60);
  }
  const sum = basis === 'owners' ? ` (the sum of ${owners === 1 ? '1 owner' : `${owners} owners`})` : '';
  const gap = gapWords(gapMinor, (minor) => (gapMinor > 0 ? `*${money(minor)}*` : money(minor)));
  return `• Quota${sum}: ${money(quotaMinor)}; with what ${basis === 'owners' ? 'they have' : 'is'} won and commit, ${gap}`;
}

function linesOf({ currency, won, open, buckets, range, refused, track }: CurrencyForecast): string[] {
  function money(minor: number): string {
    return line(formatMoney(minor, currency), 60);
  }
  return [
    range === null
      ? `*${line(currency, 10)}*: no range. ${line(refused ?? '', 300)}`
      : `*${line(currency, 10)}*: ${money(range.lowMinor)} low · *${money(range.expectedMinor)} expected* · ${money(range.highMinor)} high`,
    `• Won so far: ${deals(won.count)}, ${money(won.amountMinor)}`,
    `• Open: ${deals(open.count)}, ${money(open.amountMinor)}`,
    ...buckets.map(
      ({ bucket, count, amountMinor }) =>
        `• To close in it, ${line(bucket.replaceAll('_', ' '), 40)}: ${deals(count)}, ${money(amountMinor)}`,
    ),
    track.nights === 0
      ? '_Not scored yet: no night is far enough back._'
      : `_At ${track.nights} past nights the result lay inside such a range ${track.inside} times._`,
  ];
}

function deals(count: number): string {
  return count === 1 ? '1 deal' : `${count} deals`;
}
