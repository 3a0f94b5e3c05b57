import type { ForecastStanding } from '#contracts';
import { formatCount, formatMoney } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';

/** How each team and owner stands, with what lacks to the quota. */
export function standingsPart(standings: readonly ForecastStanding[]): Fragment {
  if (standings.length === 0) return null;
  return html`<section aria-labelledby="standings"><h2 id="standings">Teams and owners</h2>
<div class="wide" role="region" aria-label="How each stands" tabindex="0"><table class="sums steps">
<thead><tr><th scope="col">Who</th>${['Closed', 'Commit', 'Best case', 'Pipeline', 'Quota', 'Gap'].map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${standings.map(standingRow)}</tbody></table></div>
<p class="call-facts">The gap is the quota less what is closed and what is commit. Quotas are the ones in force now.</p></section>
`;
}

function standingRow(standing: ForecastStanding): Markup {
  const { kind, name, currency, quotaMinor, gapMinor, basis, owners } = standing;
  const sums = [standing.closedMinor, standing.commitMinor, standing.bestCaseMinor, standing.pipelineMinor];
  const summed =
    basis === 'owners' &&
    html` <span class="quiet">the sum of ${formatCount(owners, 'owner')}, their deals alone</span>`;
  return html`<tr><th scope="row"><bdi>${name}</bdi>${kind === 'team' && html` <span class="tag">team</span>`}${summed}</th>${sums.map((minor) => html`<td class="number">${formatMoney(minor, currency)}</td>`)}<td class="number">${quotaMinor === null ? 'none' : formatMoney(quotaMinor, currency)}</td><td class="number${gapMinor !== null && gapMinor > 0 && ' short'}">${gapWords(gapMinor, currency)}</td></tr>
`;
}

function gapWords(gapMinor: number | null, currency: string): string {
  if (gapMinor === null) return '–';
  return gapMinor < 0 ? `${formatMoney(-gapMinor, currency)} over` : formatMoney(gapMinor, currency);
}
