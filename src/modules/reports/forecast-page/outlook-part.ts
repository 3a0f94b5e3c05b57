import type { CurrencyForecast, PipelineForecast, QuotaGap } from '#contracts';
import { formatCount, formatMoney, gapWords } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import type { ForecastPage } from '../schema.ts';
import { rangeBar } from './range-bar.ts';

const bucketNames = { commit: 'Commit', best_case: 'Best case', pipeline: 'Pipeline' } as const;

/** What is closed and what is to close in the period, each a number of its own, and the range with what it stands on. */
export function outlookPart({
  own,
  page,
  period,
}: {
  own: CurrencyForecast;
  page: ForecastPage;
  period: PipelineForecast['period'];
}): Markup {
  const { currency, won, open, buckets, range, refused } = own;
  const quotaMinor = page.forecast?.quotas.find((quota) => quota.currency === currency)?.quotaMinor ?? null;
  return html`<dl class="buckets" aria-label="In ${currency}">
${bucketField({ name: 'Closed', sums: won, currency })}${buckets.map(({ bucket, ...sums }) => bucketField({ name: bucketNames[bucket], sums, currency }))}</dl>
<p class="call-facts">${currency}. ${dealsLink({ page, period })}${formatCount(open.count, 'deal')} open in all, ${formatMoney(open.amountMinor, currency)}.</p>
${
  range === null
    ? html`<p class="nothing">No range. ${refused}</p>`
    : html`<dl class="buckets range">
<div><dt>Low</dt><dd>${formatMoney(range.lowMinor, currency)}</dd></div><div><dt>Expected</dt><dd>${formatMoney(range.expectedMinor, currency)}</dd></div><div><dt>High</dt><dd>${formatMoney(range.highMinor, currency)}</dd></div></dl>
${rangeBar({ range, wonMinor: won.amountMinor, quotaMinor })}
<p class="call-facts">${basisSentence(own)}</p>`
}
`;
}

/** The list of deals can be of one owner; of a team or a pipeline it cannot, and would be of others as well. */
function dealsLink({
  page: { tab, filter, owners },
  period: { from, to },
}: {
  page: ForecastPage;
  period: PipelineForecast['period'];
}): Fragment {
  const { owner, team, pipeline } = filter;
  const isListed = owner === '' || owners.some(({ id }) => id === owner);
  if (!isListed || team !== '' || pipeline !== '') return null;
  const query = { tab, ...(owner === '' ? {} : { owner }), closesFrom: from, closesTo: to };
  return html`<a href="${`/deals?${new URLSearchParams(query)}`}">The deals with a close date in it</a>; `;
}

function bucketField({
  name,
  sums: { count, amountMinor },
  currency,
}: {
  name: string;
  sums: CurrencyForecast['won'];
  currency: string;
}): Markup {
  return html`<div><dt>${name}</dt><dd>${formatMoney(amountMinor, currency)} <span class="count">${formatCount(count, 'deal')}</span></dd></div>`;
}

function basisSentence({ basis: { closed, won, byStageAndAge, byStage, byAll } }: CurrencyForecast): string {
  return `What is closed, and what the deals that are open bring by the end; four in five results are to lie between low and high. By how ${formatCount(closed, 'deal')} of yours ended before, ${won} of them won: ${byStageAndAge} of the open ones by deals of the same stage and age, ${byStage} by the stage alone, ${byAll} by all deals. What is created and won later is not in it.`;
}

/** `Quota $250,000: $80,000 closed and $40,000 commit, $130,000 lack.` */
export function gapSentence({
  currency,
  quotaMinor,
  closedMinor,
  commitMinor,
  gapMinor,
  basis,
  owners,
}: QuotaGap): string {
  const sum = basis === 'owners' ? ` (the sum of ${formatCount(owners, 'owner')}, with their deals alone)` : '';
  const gap = gapWords(gapMinor, (minor) => formatMoney(minor, currency));
  return `Quota ${formatMoney(quotaMinor, currency)}${sum}: ${formatMoney(closedMinor, currency)} closed and ${formatMoney(commitMinor, currency)} commit, ${gap}.`;
}
