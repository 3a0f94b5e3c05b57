import { commandOfTab } from '../command-of-tab.ts';
import { html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { DealsPage } from '../schema.ts';

const dealsPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'search.css', 'flow.css', 'deal.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page that lists the deals of the CRM by name, narrowed by a part of the name, a stage and an owner. */
export function renderDealsHtml(page: DealsPage): string {
  const { tab, workspaceName, viewer, deals, nextHref } = page;
  return renderPage({
    kind: dealsPage,
    title: 'Deals · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#list">Skip to the deals</a>
${siteHead({ here: 'deals', tab, workspaceName, viewer })}
<main>
<h1>Deals</h1>
${workspaceTabs({ path: '/deals', tab })}
<p class="back"><a href="/forecast?tab=${tab}">What the quarter will bring</a></p>
${filterForm(page)}
${deals.length === 0 ? empty(page) : html`<ul id="list" class="calls" tabindex="-1">${deals.map((deal) => dealRow({ deal, page }))}</ul>`}
${nextHref !== null && html`<p class="older"><a href="${nextHref}">More deals</a></p>`}
</main>
<footer class="index-foot"><p>As the CRM has them. A deal opens with where each of its values comes from.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function dealsContentSecurityPolicy(): string {
  return policyOf(dealsPage);
}

function filterForm({ tab, filter, stages, owners }: DealsPage): Markup {
  return html`<form class="search-box" action="/deals" method="get" role="search">
<input type="hidden" name="tab" value="${tab}">
<fieldset class="search-filters"><legend>Look only at</legend>
<label>A part of the name <input type="search" name="name" maxlength="300" value="${filter.name}"></label>
${choices({ name: 'stage', label: 'This stage', any: 'any', options: stages, chosen: filter.stage })}
${choices({ name: 'owner', label: 'Deals of', any: 'everybody', options: owners, chosen: filter.owner })}
<label>Of the account <input type="text" name="account" maxlength="300" autocomplete="off" value="${filter.account}"></label>
<label>Closes from <input type="date" name="closesFrom" value="${filter.closesFrom}"></label>
<label>Closes to <input type="date" name="closesTo" value="${filter.closesTo}"></label>
<button type="submit">Show</button></fieldset>
</form>`;
}

function choices({
  name,
  label,
  any,
  options,
  chosen,
}: {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly options: DealsPage['stages'];
  readonly chosen: string;
}): Markup {
  const isKnown = chosen === '' || options.some(({ id }) => id === chosen);
  return html`<label>${label} <select name="${name}"><option value="">${any}</option>${!isKnown && html`<option value="${chosen}" selected>${chosen} (not known)</option>`}${options.map(
    (option) => html`<option value="${option.id}"${option.id === chosen && html` selected`}>${option.name}</option>`,
  )}</select></label>`;
}

function dealRow({ deal, page }: { deal: DealsPage['deals'][number]; page: DealsPage }): Markup {
  const { recordId, name, stage, amount, closeDate, owner, warnings } = deal;
  const facts = [stage, amount, closeDate === null ? null : `closes ${closeDate}`, owner].filter(
    (fact) => fact !== null,
  );
  return html`<li class="call"><div class="call-main"><p class="call-title" dir="auto"><a href="/deals/${page.workspaceId}/${recordId}">${name ?? 'A deal without a name'}</a></p>
<p class="call-facts">${facts.length === 0 ? 'Nothing is filled in' : facts.join(' · ')}</p>
${warnings.length > 0 && html`<p class="deal-warnings">${warnings.map((warning) => html`<span class="tag tag-worry">${warning}</span> `)}</p>`}</div></li>
`;
}

function empty({ filter, tab }: DealsPage): Markup {
  if (Object.values(filter).some((value) => value !== '')) {
    return html`<div class="empty" id="list" tabindex="-1"><h2>None</h2><p>No deal that is yours to see fits this. <a href="/deals?tab=${tab}">Show all</a></p></div>`;
  }
  return html`<div class="empty" id="list" tabindex="-1"><h2>No deals yet</h2>
<p>They are read from a connected CRM, and none that is yours to see is here. How far reading has come:</p>
<pre><code>${commandOfTab(tab, 'sync status')}</code></pre></div>`;
}
