import { formatCount } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead } from '../markup/site-head.ts';
import type { IndexHealth, IndexList, IndexPage, IndexTab } from '../schema.ts';
import { searchBox } from '../search-page/search-form.ts';
import { callRow } from './call-row.ts';
import { callsFilterForm, isNarrowed } from './calls-filter-form.ts';

const indexPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'search.css'],
  scripts: ['index.js'],
  connects: true,
  forms: true,
};

const refreshSeconds = 5;

const tabNames = { calls: 'Your calls', example: 'Example calls' } as const satisfies Record<IndexTab, string>;

/** The server's list of reports. While calls are being worked on it asks its own address for news. */
export function renderIndexHtml(page: IndexPage): string {
  const list = page[page.tab];
  const busy = page.progress !== null || list.calls.some(({ state }) => state === 'waiting' || state === 'analyzing');
  return renderPage({
    kind: indexPage,
    title: `${tabNames[page.tab]} · Sophia`,
    bodyClass: 'index-page',
    refreshSeconds: busy ? refreshSeconds : null,
    body: html`<a class="skip" href="#list">Skip to the list</a>
${siteHead({ here: 'calls', tab: page.tab, workspaceName: page.workspaceName, viewer: page.viewer })}
<main>
<h1>Call reports</h1>
<nav class="tabs" aria-label="Lists"><ul>${(['calls', 'example'] as const).map(
      (tab) =>
        html`<li><a href="/?tab=${tab}"${tab === page.tab && html` aria-current="page"`}>${tabNames[tab]} <span class="count">${page[tab].total}</span></a></li>`,
    )}</ul></nav>
${page[page.tab].total > 0 && html`${searchBox({ tab: page.tab, query: '' })}${callsFilterForm(page)}`}
<div id="live" data-busy="${busy ? 'yes' : 'no'}">
${healthNote(page.health)}
${progressNote(page)}
${list.calls.length > 0 ? callList({ list, isPart: isNarrowed(page.filter) }) : isNarrowed(page.filter) ? noneOfThem(page) : emptyList(page)}
</div>
</main>
<footer class="index-foot"><p>Every claim in these reports carries a quote, the turn it stands in and who said it.</p></footer>`,
  });
}

/** The content security policy that a server may send with the list; the page holds the same. */
export function indexContentSecurityPolicy(): string {
  return policyOf(indexPage);
}

function callList({ list, isPart }: { list: IndexList; isPart: boolean }): Markup {
  const rest = isPart ? 0 : list.total - list.calls.length;
  return html`<div class="filter" hidden><label for="filter">Narrow this list</label><input type="search" id="filter" autocomplete="off" spellcheck="false"><span id="filter-count" role="status"></span></div>
<ul class="calls" id="list" tabindex="-1">${list.calls.map(callRow)}</ul>
<p class="nothing" id="no-match" hidden>No call matches.</p>
${list.olderHref !== null && html`<p class="older"><a href="${list.olderHref}">Older calls${rest > 0 && html` <span class="quiet">(${rest} more)</span>`}</a></p>`}`;
}

function noneOfThem({ problem }: IndexPage): Markup {
  if (problem !== undefined) {
    return html`<div class="empty" id="list"><h2>Nothing was looked for</h2><p role="alert">${problem.message}</p><p>${problem.action}</p></div>`;
  }
  return html`<div class="empty" id="list"><h2>None</h2><p>No call that is yours to see fits this.</p></div>`;
}

function emptyList({ tab, example, progress }: IndexPage): Markup {
  if (tab === 'example') {
    return html`<div class="empty" id="list"><h2>No example calls yet</h2><p>${
      progress === null
        ? 'They come with the first start of the server.'
        : 'They are being analyzed now and appear here one by one.'
    }</p></div>`;
  }
  return html`<div class="empty" id="list"><h2>No calls yet</h2>
<p>Give Sophia a transcript (WebVTT, SRT, Gong JSON, plain text, word-timed JSON or CTM) and its report appears here:</p>
<pre><code>npm run sophia -- analyze their-call.vtt</code></pre>
${example.total > 0 && html`<p>Until then, look at <a href="/?tab=example">${formatCount(example.total, 'example call')}</a>.</p>`}</div>`;
}

function progressNote({ progress }: IndexPage): Fragment {
  if (progress === null) return null;
  const { done, total } = progress;
  return html`<div class="progress" role="status"><label for="progress">Analyzing calls: ${done} of ${total}</label><progress id="progress" max="${total}" value="${done}">${done} of ${total}</progress></div>`;
}

const healthTitles = {
  degraded: 'Sophia works with a restriction',
  starting: 'Sophia is filling up',
  unhealthy: 'Sophia cannot work properly',
} as const;

function healthNote({ state, problems }: IndexHealth): Fragment {
  if (state === 'healthy') return null;
  const title = healthTitles[state];
  return html`<section class="health health-${state}" aria-label="${title}"><p><strong>${title}.</strong></p><ul>${problems.map(
    ({ name, reason, action }) =>
      html`<li><strong>${name}:</strong> ${reason}${action !== null && html` <span class="action">${action}</span>`}</li>`,
  )}</ul></section>`;
}
