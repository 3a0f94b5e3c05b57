import type { SearchAnswer, SearchHit } from '#contracts';
import { formatCount, formatShortDay } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { SearchPage } from '../schema.ts';
import { sideLabels } from '../wording/labels.ts';
import { searchForm } from './search-form.ts';

const searchPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'search.css'],
  scripts: [],
  connects: false,
  forms: true,
};

const kindLabels: Readonly<Record<SearchHit['kind'], string>> = {
  call: 'Call',
  commitment: 'Promise',
  decision: 'Decision',
  company: 'Company',
  contact: 'Contact',
  deal: 'Deal',
  lead: 'Lead',
  note: 'Note',
  document: 'Document',
};

const audienceLabels: Readonly<Record<NonNullable<SearchHit['audience']>, string>> = {
  internal: 'internal, not for customers',
  external: 'may be shown to customers',
};

/** The page that shows where a question is answered; each place of a call opens at its turn, what is of the CRM there. */
export function renderSearchHtml(page: SearchPage): string {
  const { tab, workspaceName, viewer, asked } = page;
  return renderPage({
    kind: searchPage,
    title: `${asked.query === '' ? 'Search' : asked.query} · Sophia`,
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#places">Skip to what was found</a>
${siteHead({ here: 'search', tab, workspaceName, viewer })}
<main>
<h1>Search</h1>
${workspaceTabs({ path: '/search', tab })}
${searchForm({ tab, asked })}
<div id="places" tabindex="-1">${outcome(page)}</div>
</main>
<footer class="index-foot"><p>Found by words and likeness. What was said a moment ago is found a few seconds later.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function searchContentSecurityPolicy(): string {
  return policyOf(searchPage);
}

function outcome({ answer, problem, moreHref, workspaceId }: SearchPage): Fragment {
  if (problem !== null) {
    return html`<p class="call-problem" role="alert">${problem.message} <span class="action">${problem.action}</span></p>`;
  }
  if (answer === null) return html`<p class="quiet">Ask in plain words, such as “who holds the encryption keys”.</p>`;
  return html`${answer.hits.length === 0 ? html`<p class="nothing" role="status">${nothingSentence(answer)}</p>` : places({ answer, workspaceId })}
${answer.wordsOnlyBecause !== null && html`<p class="quiet" role="status">Only words were compared, not likeness: ${answer.wordsOnlyBecause}</p>`}
${answer.waiting > 0 && html`<p class="quiet">${formatCount(answer.waiting, 'change')} ${answer.waiting === 1 ? 'is' : 'are'} not indexed yet.</p>`}
${moreHref !== null && html`<p class="older"><a href="${moreHref}">More places</a></p>`}`;
}

function places({ answer, workspaceId }: { answer: SearchAnswer; workspaceId: string }): Markup {
  return html`<ol class="calls">${answer.hits.map((hit) => placeRow({ hit, workspaceId }))}</ol>`;
}

function placeRow({ hit, workspaceId }: { hit: SearchHit; workspaceId: string }): Markup {
  const { kind, audience, turn, title, day, speaker, side, excerpt } = hit;
  const href = addressOf({ hit, workspaceId });
  const facts = [
    kindLabels[kind],
    audience === null ? null : audienceLabels[audience],
    day === null ? 'Date not known' : formatShortDay(day, null),
    speaker,
    side === null ? null : sideLabels[side],
    turn === null ? null : `turn ${turn}`,
  ].filter((fact) => fact !== null);
  return html`<li class="call place"><div class="call-main"><p class="call-title" dir="auto">${href === null ? title : html`<a href="${href}">${title}</a>`}</p>
<p class="call-facts">${facts.join(' · ')}</p>
<blockquote dir="auto">${excerpt}</blockquote></div></li>
`;
}

/** A place in a call opens at its turn, a deal its page; what else stands in the CRM opens there. */
function addressOf({ hit, workspaceId }: { hit: SearchHit; workspaceId: string }): string | null {
  const { kind, callId, turn, recordId, crmAddress } = hit;
  if (callId !== null) return `/calls/${workspaceId}/${callId}${turn === null ? '' : `#turn-${turn}`}`;
  return kind === 'deal' && recordId !== null ? `/deals/${workspaceId}/${recordId}` : crmAddress;
}

function nothingSentence({ nothingBecause }: SearchAnswer): string {
  switch (nothingBecause) {
    case 'common-words':
      return 'These words stand everywhere, so nothing can be found by them. Name the matter: a product, a doubt, a person.';
    case 'nothing-indexed':
      return 'Nothing is indexed yet. It begins with the first call that is analyzed.';
    case 'nothing-allowed':
      return 'The filters leave nothing to look in. Widen or drop one of them.';
    case 'nothing-like-it':
    case null:
      return 'Nothing answers that. Try other words or fewer filters.';
  }
}
