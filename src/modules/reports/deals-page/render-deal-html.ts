import { commandIn } from '#contracts';
import { formatInstant, formatShortDay } from '#platform/wording';
import { changeRow } from '../changes-page/change-row.ts';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead } from '../markup/site-head.ts';
import type { DealPage } from '../schema.ts';
import { dealField, proofQuote } from './deal-field.ts';

const dealPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'deal.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page of one deal: where each value comes from, what waits, what is wrong, what was promised, who and when. */
export function renderDealHtml(page: DealPage): string {
  const { tab, workspaceName, viewer, name, facts, address } = page;
  return renderPage({
    kind: dealPage,
    title: `${name} · Sophia`,
    bodyClass: 'index-page deal-page',
    body: html`<a class="skip" href="#fields">Skip to the fields</a>
${siteHead({ here: 'deals', tab, workspaceName, viewer })}
<main>
<p class="back"><a href="/deals?tab=${tab}">All deals</a></p>
<h1 dir="auto">${name}</h1>
<dl class="facts">${facts.map((fact) => html`<div><dt>${fact.name}</dt><dd dir="auto">${fact.value}</dd></div>`)}</dl>
${address !== null && html`<p class="call-facts"><a href="${address}" rel="noreferrer">Open in the CRM</a></p>`}
${warningPart(page)}
${waitingPart(page)}
${fieldPart(page)}
${remarkPart({ id: 'contradictions', title: 'Calls and the CRM disagree', rows: page.contradictions, page })}
${promisePart(page)}
${soldPart(page)}
${callPart(page)}
${peoplePart(page)}
${historyPart(page)}
</main>
<footer class="index-foot"><p>What Sophia wrote leads to the words that it comes from; everything else is as the CRM tells it.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function dealContentSecurityPolicy(): string {
  return policyOf(dealPage);
}

function section({ id, title, body }: { id: string; title: string; body: Fragment }): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>
`;
}

function warningPart({ warnings }: DealPage): Fragment {
  if (warnings.length === 0) return null;
  const rows = warnings.map(
    ({ title, text, since }) =>
      html`<li class="change"><p class="change-head"><span class="tag tag-worry">${title}</span></p><p>${text}</p><p class="call-facts">Since ${formatInstant(since)}</p></li>`,
  );
  return section({ id: 'warnings', title: 'Warnings', body: html`<ul>${rows}</ul>` });
}

function waitingPart({ waiting, workspaceId }: DealPage): Fragment {
  if (waiting === null || waiting.length === 0) return null;
  const rows = waiting.flatMap(({ changes }) =>
    changes
      .filter(({ state }) => state === 'waiting' || state === 'suggested')
      .map((change) => changeRow({ change, page: { workspaceId, decisions: [] } })),
  );
  const body = html`<ul class="changes">${rows}</ul><p class="call-facts">They are decided in Slack or with <code>${commandIn({ workspaceId }, 'sophia changes approve ID')}</code>; <code>${commandIn({ workspaceId }, 'sophia changes list --waiting')}</code> has the ids.</p>`;
  return section({ id: 'waiting', title: 'Proposed', body });
}

function fieldPart({ fields, workspaceId }: DealPage): Markup {
  const shown = fields.filter(({ value, open }) => value !== null || open > 0);
  const body = html`<dl class="deal-fields">${shown.map((field) => dealField({ field, workspaceId }))}</dl>`;
  return section({
    id: 'fields',
    title: 'Fields, and where each value comes from',
    body: shown.length === 0 ? html`<p class="quiet">Nothing is filled in.</p>` : body,
  });
}

function remarkPart({
  id,
  title,
  rows,
  page,
}: {
  id: string;
  title: string;
  rows: DealPage['contradictions'];
  page: DealPage;
}): Fragment {
  if (rows.length === 0) return null;
  const items = rows.map(
    (row) =>
      html`<li class="change"><p class="change-head">${row.title}</p><p dir="auto">${row.text}</p>${row.proofs.map((proof) => proofQuote({ proof, workspaceId: page.workspaceId }))}</li>`,
  );
  return section({ id, title, body: html`<ul>${items}</ul>` });
}

const states = {
  open: { label: 'Open', tone: 'mild' },
  overdue: { label: 'Overdue', tone: 'worry' },
  kept: { label: 'Kept', tone: 'good' },
  broken: { label: 'Broken', tone: 'worry' },
  dropped: { label: 'Dropped', tone: 'plain' },
} as const satisfies Record<DealPage['promises'][number]['state'], { label: string; tone: string }>;

function promisePart({ promises, workspaceId }: DealPage): Fragment {
  if (promises.length === 0) return null;
  const items = promises.map(({ title, text, state, settled, proofs }) => {
    const { label, tone } = states[state];
    return html`<li class="change"><p class="change-head">${title} <span class="tag${tone !== 'plain' && ` tag-${tone}`}">${label}</span></p><p dir="auto">${text}</p>${settled !== null && html`<p class="call-facts" dir="auto">${label}: ${settled}</p>`}${proofs.map((proof) => proofQuote({ proof, workspaceId }))}</li>`;
  });
  return section({ id: 'promises', title: 'Promises of both sides', body: html`<ul>${items}</ul>` });
}

function soldPart({ lineItems }: DealPage): Fragment {
  if (lineItems.length === 0) return null;
  const rows = lineItems.map(
    ({ name, quantity, price, amount }) =>
      html`<tr><th scope="row" dir="auto">${name}</th><td>${quantity ?? '-'}</td><td>${price ?? '-'}</td><td>${amount ?? '-'}</td></tr>`,
  );
  const table = html`<div class="wide" tabindex="0" role="region" aria-label="Line items, in the order they were made"><table class="sums"><thead><tr><th>Line item</th><th>Quantity</th><th>Price</th><th>Amount</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return section({ id: 'line-items', title: 'What is sold', body: table });
}

function callPart({ calls, workspaceId }: DealPage): Markup {
  const rows = calls.map(
    ({ callId, title, date }) =>
      html`<li class="call"><div class="call-main"><p class="call-title" dir="auto"><a href="/calls/${workspaceId}/${callId}">${title ?? 'A call without a title'}</a></p><p class="call-facts">${date === null ? 'Date not known' : formatShortDay(date, null)}</p></div></li>`,
  );
  const body =
    rows.length === 0 ? html`<p class="quiet">No call is about it yet.</p>` : html`<ul class="calls">${rows}</ul>`;
  return section({ id: 'calls', title: 'Calls', body });
}

function peoplePart({ people }: DealPage): Fragment {
  if (people.length === 0) return null;
  const rows = people.map(
    ({ name, role, email }) =>
      html`<li><span dir="auto">${name}</span>${role !== null && html`, <span class="quiet" dir="auto">${role}</span>`}${email !== null && html` · <span class="quiet">${email}</span>`}</li>`,
  );
  return section({ id: 'people', title: 'People', body: html`<ul class="deal-people">${rows}</ul>` });
}

function historyPart({ history }: DealPage): Fragment {
  if (history.length === 0) return null;
  const rows = history.map(
    ({ label, value, who, at }) =>
      html`<tr><td>${formatInstant(at)}</td><th scope="row">${label}</th><td dir="auto">${value ?? html`<span class="quiet">emptied</span>`}</td><td>${who}</td></tr>`,
  );
  const table = html`<div class="wide" tabindex="0" role="region" aria-label="Changes of fields, the newest first"><table class="sums"><thead><tr><th>When</th><th>Field</th><th>Value</th><th>Set by</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return section({ id: 'history', title: 'What has changed', body: table });
}
