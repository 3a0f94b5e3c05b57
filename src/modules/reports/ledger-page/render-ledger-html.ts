import {
  gapCauses,
  hasReport,
  keptOutWords,
  type LedgerDay,
  type LedgerGap,
  type LedgerStation,
  stationLabels,
  underWayWords,
} from '#contracts';
import { formatCount, formatInstant, formatShortDay } from '#platform/wording';
import { commandOfTab } from '../command-of-tab.ts';
import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { LedgerPage } from '../schema.ts';
import { deadLettersPart } from './dead-letters-part.ts';

const ledgerPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'people.css'],
  scripts: [],
  connects: false,
  forms: true,
};

const columns: readonly LedgerStation[] = [
  'expected',
  'received',
  'stored',
  'analyzed',
  'proposed',
  'written',
  'announced',
];

/** The page that shows whether every call has arrived everywhere: what is missing and why, and the sums of each day. */
export function renderLedgerHtml(page: LedgerPage): string {
  const { tab, workspaceName, viewer } = page;
  return renderPage({
    kind: ledgerPage,
    title: 'Ledger · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#days">Skip to the days</a>
${siteHead({ here: 'ledger', tab, workspaceName, viewer })}
<main>
<h1>Ledger</h1>
${workspaceTabs({ path: '/ledger', tab })}
${page.days.length + page.gaps.length + page.drifts.length + page.undecided.length + page.undecidedBefore + page.deadLetters.length === 0 ? empty(page) : filled(page)}
</main>
<footer class="index-foot"><p>Each call is followed from its source to the message in the chat; of history nothing is written or told; what is private, internal or outside the workspaces that are read is kept out and counted apart.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function ledgerContentSecurityPolicy(): string {
  return policyOf(ledgerPage);
}

function empty({ since, tab }: LedgerPage): Markup {
  return html`<div class="empty" id="days"><h2>No calls since ${formatShortDay(since, null)}</h2>
<p>The ledger begins with the first call that a connected source lists. What is connected, and how far it has been read:</p>
<pre><code>npm run sophia -- doctor
${commandOfTab(tab, 'sync status')}</code></pre></div>`;
}

function filled(page: LedgerPage): Markup {
  const { days, gaps, drifts, undecided, underWay, since, now, tab } = page;
  return html`<section aria-labelledby="gaps"><h2 id="gaps">${headingOf({ gaps, underWay, undecided })}</h2>
${
  gaps.length === 0
    ? underWay === 0 && html`<p class="quiet">${arrivedWords(page)}</p>`
    : html`<ul class="calls">${gaps.map((gap) => gapRow({ gap, tab, now }))}</ul>`
}${underWay > 0 && html`<p class="quiet">${underWayWords(underWay)}</p>`}${olderPart(page)}</section>
${
  undecided.length > 0 &&
  html`<section aria-labelledby="undecided"><h2 id="undecided">Not clear what ${undecided.length === 1 ? 'this call is' : 'these calls are'} about</h2>
<ul class="calls">${undecided.map((gap) => gapRow({ gap, tab, now }))}</ul></section>`
}
${page.deadLetters.length > 0 && deadLettersPart(page)}
${drifts.length > 0 && driftsPart(drifts)}
<section aria-labelledby="days"><h2 id="days" tabindex="-1">Days since ${formatShortDay(since, null)}</h2>
${days.length === 0 ? html`<p class="quiet">No calls in these days.</p>` : dayTable(days)}</section>`;
}

function headingOf({ gaps, underWay, undecided }: Pick<LedgerPage, 'gaps' | 'underWay' | 'undecided'>): string {
  if (gaps.length > 0) return formatCount(gaps.length, 'gap');
  if (underWay === 0 && undecided.length > 0) {
    return `${formatCount(undecided.length, 'call')} ${undecided.length === 1 ? 'waits' : 'wait'} for somebody’s word`;
  }
  return underWay === 0 ? 'Nothing is missing' : `${formatCount(underWay, 'call')} on the way`;
}

function arrivedWords({ undecided, since }: LedgerPage): string {
  const isAll = undecided.length === 0;
  const whose = isAll ? 'Every call' : 'Nothing is lost on the way: every other call';
  return `${whose} since ${formatShortDay(since, null)} has arrived everywhere that it should.`;
}

/** What waits of the days that the page does not show, and where they are. */
function olderPart({ undecidedBefore, since, tab }: LedgerPage): Markup | null {
  if (undecidedBefore === 0) return null;
  const waits = undecidedBefore === 1 ? 'waits' : 'wait';
  const words = `${formatCount(undecidedBefore, 'older call')} from before ${formatShortDay(since, null)} ${waits} for somebody’s word too.`;
  return html`<p class="quiet">${words} <a href="/ledger?tab=${tab}&since=2000-01-01">Show all days</a></p>`;
}

function gapRow({ gap, tab, now }: { gap: LedgerGap } & Pick<LedgerPage, 'tab' | 'now'>): Markup {
  const { source, title, externalId, address, day, missing, cause, detail, since, attempts, nextAttemptAt } = gap;
  return html`<li class="gap"><p class="call-title" dir="auto">${hasReport(gap) ? html`<a href="/calls/${tab === 'example' ? 'example' : 'main'}/${gap.callId}">${title ?? externalId}</a>` : (title ?? externalId)}</p>
<p class="call-problem"><strong>Not ${stationLabels[missing].toLowerCase()}:</strong> ${gapCauses[cause]}.${detail !== '' && html` <span class="action">${detail}</span>`}</p>
<dl class="facts">
<div><dt>Call in ${source}</dt><dd>${address === null ? externalId : html`<a href="${address}" rel="noreferrer">${externalId}</a>`}</dd></div>
<div><dt>Day</dt><dd>${day}</dd></div>
<div><dt>Age</dt><dd>${ageOf(since, now)}</dd></div>
<div><dt>Attempts</dt><dd>${attempts}</dd></div>
<div><dt>Next try</dt><dd>${nextAttemptAt === null ? 'none by itself' : formatInstant(nextAttemptAt)}</dd></div>
</dl></li>
`;
}

/** What is not as it was at a vendor, and what keeps messages from being delivered. */
function driftsPart(drifts: LedgerPage['drifts']): Markup {
  return html`<section aria-labelledby="drifts"><h2 id="drifts">Not as it was</h2>
<ul class="calls">${drifts.map(
    ({ source, lines, foundAt }) => html`<li class="gap">${lines.slice(0, linesShown).map(driftLine)}
${lines.length > linesShown && html`<p class="quiet">and ${lines.length - linesShown} more: npm run sophia -- ledger</p>`}
<dl class="facts"><div><dt>At</dt><dd>${source}</dd></div><div><dt>Found</dt><dd>${formatInstant(foundAt)}</dd></div></dl></li>
`,
  )}</ul></section>`;
}

const linesShown = 12;

function driftLine({ label, difference, before, after }: LedgerPage['drifts'][number]['lines'][number]): Markup {
  const change = [before, after].filter((each) => each !== null).join(' → ');
  return html`<p class="call-problem"><strong dir="auto">${label}:</strong> ${difference.replaceAll('-', ' ')}${change !== '' && html` <span class="action">${change}</span>`}</p>`;
}

function dayTable(days: readonly LedgerDay[]): Markup {
  return html`<div class="wide" role="region" aria-label="Sums of each day" tabindex="0"><table class="sums">
<thead><tr><th scope="col">Day</th><th scope="col">Source</th>${columns.map(
    (station) => html`<th scope="col" class="number">${stationLabels[station]}</th>`,
  )}<th scope="col" class="number">History</th><th scope="col" class="number">Kept out</th><th scope="col" class="number">Gaps</th></tr></thead>
<tbody>${days.map(dayRow)}</tbody></table></div>`;
}

function dayRow(day: LedgerDay): Markup {
  return html`<tr><th scope="row">${day.day}</th><td>${day.source}</td>${columns.map(
    (station) => html`<td class="number${day[station] < dueAt({ day, station }) && ' short'}">${day[station]}</td>`,
  )}<td class="number">${day.history}</td><td class="number">${keptOutWords(day)}</td><td class="number${day.gaps > 0 && ' open'}">${day.gaps}</td></tr>
`;
}

/** How many calls of a day are to reach a station: history ends with its analysis. */
function dueAt({ day, station }: { day: LedgerDay; station: LedgerStation }): number {
  return behindAnalysis.has(station) ? day.expected - day.history : day.expected;
}

const behindAnalysis: ReadonlySet<LedgerStation> = new Set(['proposed', 'written', 'announced']);

function ageOf(since: string, now: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(now) - Date.parse(since)) / 60_000));
  if (minutes < 120) return formatCount(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? formatCount(hours, 'hour') : formatCount(Math.round(hours / 24), 'day');
}
