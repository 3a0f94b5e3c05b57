import type { CurrencyForecast, PipelineForecast, ScoredNight } from '#contracts';
import { formatCount, formatMoney, formatShortDay } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';

/** How the same forecast fared at past nights, held against what then happened. */
export function trackPart({ own, origin }: { own: CurrencyForecast; origin: PipelineForecast['origin'] }): Fragment {
  const { currency, range, track } = own;
  if (range === null && track.nights === 0) return null;
  const id = `track-${currency.toLowerCase()}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">How such forecasts fared, ${currency}</h2>
<p class="call-facts">${summaryOf({ own, origin })}</p>
${track.scores.length > 0 && scoreTable(own)}</section>
`;
}

function summaryOf({
  own: { currency, track },
  origin,
}: {
  own: CurrencyForecast;
  origin: PipelineForecast['origin'];
}): string {
  const { nights, inside, tooFew, meanErrorMinor, meanBiasMinor } = track;
  const early = tooFew === 0 ? '' : ` At ${formatCount(tooFew, 'earlier night')} too few deals had closed.`;
  if (nights === 0 || meanErrorMinor === null || meanBiasMinor === null) {
    return `Not scored yet: no night is far enough back.${early}`;
  }
  const off = `on average ${formatMoney(meanErrorMinor, currency)} off what was expected`;
  const bias =
    meanBiasMinor === 0
      ? ''
      : `, ${formatMoney(Math.abs(meanBiasMinor), currency)} too ${meanBiasMinor > 0 ? 'much' : 'little'} expected`;
  const known = origin === 'true' ? 'all that is known of that night by now' : 'what was known then';
  return `Made again at ${formatCount(nights, 'past night')} from ${known}, over as many days, without what was closed before: the result lay in the range ${formatCount(inside, 'time')} (four in five is the aim), ${off}${bias}.${early}`;
}

function scoreTable({ currency, track: { scores } }: CurrencyForecast): Markup {
  return html`<div class="wide" role="region" aria-label="Past forecasts in ${currency}" tabindex="0"><table class="sums">
<thead><tr><th scope="col">As of</th><th scope="col">Up to</th>${['Low', 'Expected', 'High', 'Came'].map((title) => html`<th scope="col" class="number">${title}</th>`)}<th scope="col">In the range</th></tr></thead>
<tbody>${scores.map((score) => scoreRow({ score, currency }))}</tbody></table></div>`;
}

function scoreRow({ score, currency }: { score: ScoredNight; currency: string }): Markup {
  const { day, until, lowMinor, expectedMinor, highMinor, actualMinor, inside } = score;
  return html`<tr><th scope="row">${formatShortDay(day, null)}</th><td>${formatShortDay(until, null)}</td>${[lowMinor, expectedMinor, highMinor, actualMinor].map((minor) => html`<td class="number">${formatMoney(minor, currency)}</td>`)}<td${!inside && html` class="short"`}>${inside ? 'yes' : 'no'}</td></tr>
`;
}
