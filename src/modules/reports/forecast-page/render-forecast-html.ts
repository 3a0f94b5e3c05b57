import { formatShortDay } from '#platform/wording';
import { commandOfTab } from '../command-of-tab.ts';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { ForecastPage } from '../schema.ts';
import { choiceField } from './choice-field.ts';
import { gapSentence, outlookPart } from './outlook-part.ts';
import { standingsPart } from './standings-part.ts';
import { trackPart } from './track-part.ts';
import { waterfallPart } from './waterfall-part.ts';

type Forecast = NonNullable<ForecastPage['forecast']>;

const forecastPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'search.css', 'flow.css', 'deal.css', 'forecast.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page of the forecast: what a period will bring, who stands where, what has changed, how good forecasts were. */
export function renderForecastHtml(page: ForecastPage): string {
  const { tab, workspaceName, viewer, forecast } = page;
  return renderPage({
    kind: forecastPage,
    title: 'Forecast · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#outlook">Skip to the forecast</a>
${siteHead({ here: 'forecast', tab, workspaceName, viewer })}
<main>
<h1>Forecast</h1>
${workspaceTabs({ path: '/forecast', tab })}
${questionForm(page)}
${forecast === null ? problemPart(page) : wholeForecast({ forecast, page })}
</main>
<footer class="index-foot"><p>Of the deals that are yours to see; each currency by itself, nothing is converted. Closed counts by close date; commit, best case and pipeline go by the probability that the CRM gives the stage: 80 % and above, 50 % and above, the rest.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function forecastContentSecurityPolicy(): string {
  return policyOf(forecastPage);
}

const anyOne = { id: '', name: 'any' };
const periods = ['this month', 'next month', 'last quarter', 'this quarter', 'next quarter', 'this year'];

function questionForm({ tab, filter, owners, teams, pipelines }: ForecastPage): Markup {
  const clocks = [{ id: 'true', name: 'known by now' }];
  return html`<form class="search-box" action="/forecast" method="get" role="search">
<input type="hidden" name="tab" value="${tab}">
<fieldset class="search-filters"><legend>Look at</legend>
<label>This period <input type="text" name="period" maxlength="100" autocomplete="off" list="periods" placeholder="this quarter" value="${filter.period}"></label>
${choiceField({ name: 'owner', label: 'Deals of', any: { id: '', name: 'everybody' }, options: owners, chosen: filter.owner })}
${teams.length > 0 && choiceField({ name: 'team', label: 'Of the team', any: anyOne, options: teams, chosen: filter.team })}
${pipelines.length > 1 && choiceField({ name: 'pipeline', label: 'In the pipeline', any: anyOne, options: pipelines, chosen: filter.pipeline })}
<label>As of the end of <input type="date" name="asOf" value="${filter.asOf}"></label>
${choiceField({ name: 'clock', label: 'By what was', any: { id: 'known', name: 'known then' }, options: clocks, chosen: filter.clock })}
<label>Changes since <input type="date" name="since" value="${filter.since}"></label>
<button type="submit">Show</button></fieldset>
<datalist id="periods">${periods.map((period) => html`<option value="${period}"></option>`)}</datalist>
</form>`;
}

/** A first look, with nothing chosen, finds nothing wrong but that there is nothing yet. */
function problemPart({ problem, filter, tab }: ForecastPage): Fragment {
  if (problem === null) return null;
  const isAsked = Object.entries(filter).some(([name, value]) => name !== 'clock' && value !== '');
  if (!isAsked) {
    return html`<div class="empty" id="outlook" tabindex="-1"><h2>Nothing to forecast from yet</h2>
<p>A forecast stands on the pipeline of the last night. The first night is frozen within minutes of the first sync of the CRM, where one is connected. How far reading has come:</p>
<pre><code>${commandOfTab(tab, 'sync status')}</code></pre></div>`;
  }
  return html`<div class="empty" id="outlook" tabindex="-1"><h2>Not this</h2><p>${problem}</p><p><a href="/forecast?tab=${tab}">Show this quarter</a></p></div>`;
}

function wholeForecast({ forecast, page }: { forecast: Forecast; page: ForecastPage }): Markup {
  const { period, narrowed, currencies } = forecast;
  const named = /^[a-z]/.test(period.name) && !period.name.includes('..') ? `, ${period.name}` : '';
  return html`<section id="outlook" tabindex="-1" aria-labelledby="outlook-title"><h2 id="outlook-title">${formatShortDay(period.from, null)} to ${formatShortDay(period.to, null)}${named}</h2>
<p class="call-facts">${narrowed !== '' && `Deals ${narrowed}. `}${asOfWords(forecast)}</p>
${currencies.length === 0 ? html`<p class="nothing">No deal that is yours to see is open, and none was won in it.</p>` : currencies.map((own) => outlookPart({ own, page, period }))}
${gapsPart(forecast)}</section>
${standingsPart(forecast.standings)}
${waterfallPart(page)}
${currencies.map((own) => trackPart({ own, origin: forecast.origin }))}`;
}

function asOfWords({ day, origin }: Forecast): string {
  const when = `As of the end of ${formatShortDay(day, null)}`;
  switch (origin) {
    case 'true':
      return `${when}, by all that is known of that day by now.`;
    case 'history':
      return `${when}, rebuilt from the history of the CRM: no night was frozen on that day.`;
    case 'nightly':
    case 'now':
      return `${when}, as it was known then.`;
  }
}

/** Of the whole that was asked for; of its teams and owners there is a table of their own. */
function gapsPart({ quotas, quotaMissing }: Forecast): Markup {
  return html`${quotas.map((quota) => html`<p class="forecast-gap">${gapSentence(quota)}</p>`)}${quotaMissing !== null && html`<p class="quiet">${quotaMissing}</p>`}`;
}
