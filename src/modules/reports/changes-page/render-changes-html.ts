import type { ChangeSet } from '#contracts';
import { formatInstant } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import { ChangesFilter, type ChangesPage } from '../schema.ts';
import { changeRow } from './change-row.ts';
import { stateLabels } from './state-labels.ts';

const changesPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page that shows what is proposed for the CRM and what was written: old and new value, proof, who decided. */
export function renderChangesHtml(page: ChangesPage): string {
  const { tab, workspaceName, viewer, changeSets, olderHref, readsPolicy } = page;
  return renderPage({
    kind: changesPage,
    title: 'Changes · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#list">Skip to the changes</a>
${siteHead({ here: 'changes', tab, workspaceName, viewer })}
<main>
<h1>Changes of the CRM</h1>
${workspaceTabs({ path: '/changes', tab })}
${filterLinks(page)}
${changeSets.length === 0 ? empty(page) : html`<div id="list" tabindex="-1">${changeSets.map((set) => setPart(set, page))}</div>`}
${olderHref !== null && html`<p class="older"><a href="${olderHref}">Older changes</a></p>`}
</main>
<footer class="index-foot"><p>Nothing is written to the CRM but what ${readsPolicy ? html`<a href="/policy?tab=${tab}">the policy</a>` : 'the policy'} lets through or a person approves. What was written can be taken back.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function changesContentSecurityPolicy(): string {
  return policyOf(changesPage);
}

function filterLinks({ tab, filter }: ChangesPage): Markup {
  return html`<nav class="filters" aria-label="Filter"><ul>${ChangesFilter.options.map(
    (each) =>
      html`<li><a href="/changes?tab=${tab}&amp;state=${each}"${each === filter && html` aria-current="page"`}>${each === 'all' ? 'All' : stateLabels[each]}</a></li>`,
  )}</ul></nav>`;
}

function empty({ filter }: ChangesPage): Markup {
  if (filter !== 'all') {
    return html`<div class="empty" id="list"><h2>None</h2><p>No change is in the state “${stateLabels[filter]}”.</p></div>`;
  }
  return html`<div class="empty" id="list"><h2>No changes yet</h2>
<p>They are proposed once a call of a connected source is analyzed and matched to a deal. What is connected:</p>
<pre><code>npm run sophia -- doctor</code></pre></div>`;
}

function setPart(set: ChangeSet, page: ChangesPage): Markup {
  const { changeSetId, title, callId, proposedAt, expiresAt, changes, dryRun } = set;
  const isOpen = changes.some(({ state }) => state === 'waiting');
  const facts: Fragment[] = [
    `Proposed ${formatInstant(proposedAt)}`,
    isOpen && expiresAt !== null && ` · open until ${formatInstant(expiresAt)}`,
    callId !== null && html` · <a href="/calls/${page.workspaceId}/${callId}">the call</a>`,
    dryRun && ' · a dry run: nothing is written',
  ];
  return html`<article class="change-set" aria-labelledby="${changeSetId}"><h2 id="${changeSetId}" dir="auto">${title}</h2>
<p class="call-facts">${facts} · <code>${changeSetId}</code></p>
<ul class="changes">${changes.map((change) => changeRow({ change, page }))}</ul></article>
`;
}
