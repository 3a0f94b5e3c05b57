import type { AuditRecord } from '#contracts';
import { describeActor, describeOrigin, describeResource, formatCount } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { peopleTabs } from '../markup/people-tabs.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead } from '../markup/site-head.ts';
import type { AuditPage } from './audit-page.ts';

const auditPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'search.css', 'flow.css', 'people.css'],
  scripts: [],
  connects: false,
  forms: true,
};

const results = ['done', 'refused', 'failed'] as const;

/** The page on which an administrator reads who did what, and has the record checked. */
export function renderAuditHtml(page: AuditPage): string {
  const { tab, workspaceName, viewer, olderHref, records } = page;
  return renderPage({
    kind: auditPage,
    title: 'Audit trail · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#list">Skip to the records</a>
${siteHead({ here: 'people', tab, workspaceName, viewer })}
<main>
<h1>Audit trail</h1>
${peopleTabs({ here: 'audit', tab, readsTeams: true, readsTrail: true, readsSettings: true })}
${checkPart(page)}
${filterForm(page)}
${records.length === 0 ? empty(page) : html`<ul id="list" class="calls" tabindex="-1">${records.map(recordRow)}</ul>`}
${olderHref !== null && html`<p class="older"><a href="${olderHref}">Older records</a></p>`}
</main>
<footer class="index-foot"><p>Times are UTC. Every change, decision, sign-in and refusal is a record, and each holds the hash of the one before it.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function auditContentSecurityPolicy(): string {
  return policyOf(auditPage);
}

function checkPart({ tab, check }: AuditPage): Markup {
  return html`<section aria-labelledby="check"><h2 id="check">Is it as it was written?</h2>
${check !== null && verdictPart(check)}
<form class="search-box" action="/audit/verification" method="get"><input type="hidden" name="tab" value="${tab}">
<div class="search-line"><label for="anchor">The end of an earlier check (may be empty)</label>
<input type="search" id="anchor" name="anchor" maxlength="90" autocomplete="off" value="${check?.anchor ?? ''}">
<button type="submit">Check every record</button> <a href="/audit/export" download>Export all</a></div></form></section>`;
}

function verdictPart({ verdict }: NonNullable<AuditPage['check']>): Markup {
  const { intact, checked, unchained, end, fault } = verdict;
  const before =
    unchained === 0 ? '' : ` ${formatCount(unchained, 'record')} from before there was a chain cannot be checked.`;
  if (!intact) {
    return html`<div class="notice notice-problem" role="alert"><p><strong>The audit trail is not as it was written.</strong> ${fault?.sentence ?? ''}${before}</p>
<p>${formatCount(checked, 'record')} before it hold. Compare with a backup or an export from before, and find out who can write to the database.</p></div>`;
  }
  if (end === null) return html`<p class="notice" role="status">Nothing is recorded yet.${before}</p>`;
  return html`<div class="notice" role="status"><p><strong>${asWritten(checked)}</strong>${before}</p>
<p>Keep this end somewhere else: given to the next check, it also proves that the whole was not written anew.</p>
<pre tabindex="0" aria-label="The end of this check"><code>${end}</code></pre></div>`;
}

function asWritten(checked: number): string {
  return checked === 1
    ? 'The one record is as it was written.'
    : `All ${formatCount(checked, 'record')} are as they were written.`;
}

function filterForm({ tab, filter }: AuditPage): Markup {
  return html`<form class="search-box" action="/audit" method="get" role="search" aria-label="Records">
<input type="hidden" name="tab" value="${tab}">
<fieldset class="search-filters"><legend>Look only at</legend>
<label>What this one did <input type="text" name="actor" maxlength="320" autocomplete="off" value="${filter.actor}"></label>
<label>Actions that begin so <input type="text" name="action" maxlength="100" autocomplete="off" placeholder="key." value="${filter.action}"></label>
<label>What was done to (id) <input type="text" name="resource" maxlength="200" autocomplete="off" value="${filter.resource}"></label>
<label>What ended <select name="result"><option value="">in any way</option>${results.map(
    (result) => html`<option value="${result}"${result === filter.result && html` selected`}>${result}</option>`,
  )}</select></label>
<label>From <input type="date" name="from" value="${filter.from}"></label>
<label>To <input type="date" name="to" value="${filter.to}"></label>
<button type="submit">Show</button></fieldset>
</form>`;
}

const resultTags: Readonly<Record<string, string>> = { refused: 'tag tag-mild', failed: 'tag tag-worry' };

function recordRow(record: AuditRecord): Markup {
  const { sequence, at, actor, action, resource, result, ipAddress, requestId, details } = record;
  const tag = resultTags[result];
  return html`<li class="gap"><p class="call-title">${action}${tag !== undefined && html` <span class="${tag}">${result}</span>`}</p>
<p class="call-facts">${describeResource(resource)}</p>
<dl class="facts">
<div><dt>Who</dt><dd dir="auto">${describeActor(actor)}</dd></div>
<div><dt>At</dt><dd>${at.slice(0, 19).replace('T', ' ')}</dd></div>
<div><dt>From</dt><dd>${describeOrigin({ actor, ipAddress })}</dd></div>
<div><dt>No.</dt><dd>${sequence ?? 'none'}</dd></div>
</dl>
<details class="tools"><summary>Details<span class="visually-hidden"> of record ${sequence ?? ''}</span></summary><p class="quiet">Request ${requestId}</p><pre tabindex="0" aria-label="Details of record ${sequence ?? ''}"><code>${JSON.stringify(details, null, 2)}</code></pre></details></li>
`;
}

function empty({ filter, tab }: AuditPage): Markup {
  const isNarrowed = Object.values(filter).some((value) => value !== '');
  if (isNarrowed) {
    return html`<div class="empty" id="list" tabindex="-1"><h2>None</h2><p>No record is so. <a href="/audit?tab=${tab}">Show all</a></p></div>`;
  }
  return html`<div class="empty" id="list" tabindex="-1"><h2>Nothing is recorded yet</h2><p>The first change, decision or refusal is the first record.</p></div>`;
}
