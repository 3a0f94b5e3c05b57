import {
  type Battlecard,
  type BattlecardQuote,
  commandIn,
  type DocumentAudience,
  fewestClosedDeals,
  fewestMentions,
} from '#contracts';
import { formatCount, formatShortDay } from '#platform/wording';
import { type Fragment, html, type Markup } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import type { BattlecardPage, IndexTab } from '../schema.ts';

const battlecardPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'deal.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The competitors with how often they come up, or the battlecard of one of them. */
export function renderBattlecardHtml(page: BattlecardPage): string {
  const { card, tab, workspaceName, viewer } = page;
  return renderPage({
    kind: battlecardPage,
    title: card === null ? 'Competitors · Sophia' : `${card.competitor} · Sophia`,
    bodyClass: 'index-page deal-page',
    body: html`<a class="skip" href="#content">Skip to the content</a>
${siteHead({ here: 'battlecards', tab, workspaceName, viewer })}
<main id="content" tabindex="-1">
${card === null ? competitorList(page) : wholeCard({ card, page })}
</main>
<footer class="index-foot"><p>What comes from calls and deals tells of other customers, and is for our people. A customer may be told what documents for customers say.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function battlecardContentSecurityPolicy(): string {
  return policyOf(battlecardPage);
}

function competitorList({ tab, competitors, workspaceId }: BattlecardPage): Markup {
  const rows = competitors.map(
    ({ name, mentions, calls, isSufficient }) =>
      html`<li class="call"><div class="call-main"><p class="call-title" dir="auto"><a href="${cardAddress(workspaceId, name)}">${name}</a>${!isSufficient && html` <span class="tag">insufficient signal</span>`}</p><p class="call-facts">${formatCount(mentions, 'mention')} in ${formatCount(calls, 'call')}</p></div></li>`,
  );
  return html`<h1>Competitors</h1>
${workspaceTabs({ path: '/battlecards', tab })}
${rows.length === 0 ? html`<p class="nothing">No competitors: name some in <code>workspace.json</code>, or wait until calls mention one.</p>` : html`<ul class="calls">${rows}</ul>`}`;
}

function cardAddress(workspaceId: string, name: string): string {
  return `/battlecards/${encodeURIComponent(workspaceId)}/${encodeURIComponent(name)}`;
}

interface CardOnPage {
  readonly card: Battlecard;
  readonly page: BattlecardPage;
}

function wholeCard({ card, page }: CardOnPage): Markup {
  const { competitor, audience } = card;
  const own = cardAddress(page.workspaceId, competitor);
  const other =
    audience === 'internal'
      ? html`<a href="${own}?audience=external">What a customer may be told</a>`
      : html`<a href="${own}">What our people know</a>`;
  return html`<p class="back"><a href="/battlecards?tab=${page.tab}">All competitors</a></p>
<h1 dir="auto">${competitor}</h1>
<p class="call-facts">${markOf(audience)} ${other}</p>
${card.state === 'insufficient' ? insufficient(card) : html`${saidPart({ card, page })}${objectionPart({ card, page })}${dealPart({ card, page })}${passagePart({ card, page })}${unknownPart(card)}`}`;
}

function markOf(audience: DocumentAudience): Markup {
  return audience === 'internal'
    ? html`<span class="tag tag-mild">internal, not for customers</span>`
    : html`<span class="tag tag-good">may be shown to customers</span>`;
}

function insufficient({ mentions }: Battlecard): Markup {
  return html`<p class="nothing">Insufficient signal: a battlecard takes ${fewestMentions} mentions in calls${mentions !== null && html`, and ${mentions} ${mentions === 1 ? 'is' : 'are'} in those that you see`}.</p>`;
}

function section({
  id,
  title,
  audience = null,
  body,
}: {
  id: string;
  title: string;
  audience?: DocumentAudience | null;
  body: Fragment;
}): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}${audience !== null && html` ${markOf(audience)}`}</h2>
${body}</section>
`;
}

function quoted({ said, tab }: { said: BattlecardQuote; tab: IndexTab }): Markup {
  const { quote, speaker, side, date, title, path } = said;
  const day = date === null ? null : formatShortDay(date, null);
  const facts = [speaker, sides[side], accountOf({ said, tab }), day].filter((fact) => fact !== null);
  return html`<blockquote class="proof-quote"><p dir="auto">“${quote}”</p><p class="call-facts">${facts.map((fact) => html`${fact}, `)}<a href="${path}">${title}</a></p></blockquote>`;
}

/** By its id: two companies can have the same name. */
function accountOf({ said: { account, accountId }, tab }: { said: BattlecardQuote; tab: IndexTab }): Fragment {
  if (account === null || accountId === null) return account;
  return html`<a href="/?${new URLSearchParams({ tab, account: accountId }).toString()}" title="The calls about this account"><bdi>${account}</bdi></a>`;
}

const sides = { external: 'theirs', internal: 'ours', unknown: 'side not known' } as const;

function saidPart({ card: { audience, said, mentions, calls }, page: { tab } }: CardOnPage): Fragment {
  if (audience === 'external') return null;
  const body = html`<p class="call-facts">${formatCount(mentions ?? 0, 'mention')} in ${formatCount(calls ?? 0, 'call')}</p>${said.map((each) => quoted({ said: each, tab }))}`;
  return section({ id: 'said', title: 'What is said of it', audience, body });
}

function objectionPart({ card: { audience, objections }, page: { tab } }: CardOnPage): Fragment {
  if (audience === 'external') return null;
  const rows = objections.map(
    ({ kind, outcome, objection, answer }) =>
      html`<li class="change"><p class="change-head">${kind.replaceAll('_', ' ')} <span class="tag${outcome === 'answered' ? ' tag-good' : ' tag-worry'}">${outcomes[outcome]}</span></p>${quoted({ said: objection, tab })}${answer !== null && html`<p class="call-facts">Answered:</p>${quoted({ said: answer, tab })}`}</li>`,
  );
  const body =
    rows.length === 0 ? html`<p class="quiet">No objection was raised beside it.</p>` : html`<ul>${rows}</ul>`;
  return section({ id: 'objections', title: 'Objections, and what our people answered', audience, body });
}

const outcomes = { answered: 'answered', partly: 'answered in part', unanswered: 'not answered' } as const;

function dealPart({ card: { audience, deals }, page }: CardOnPage): Fragment {
  if (deals === null) return null;
  const { open, won, lost, winRate, listed } = deals;
  const rate =
    winRate === null
      ? html`No win rate: it takes ${fewestClosedDeals} closed deals.`
      : html`Win rate <strong>${Math.round(winRate * 100)} %</strong> of ${won + lost} closed.`;
  const rows = listed.map(
    ({ recordId, name, stage, state, mentions, isNamedInCrm }) =>
      html`<li class="call"><div class="call-main"><p class="call-title" dir="auto"><a href="/deals/${page.workspaceId}/${recordId}">${name}</a></p><p class="call-facts">${stage ?? state}, ${formatCount(mentions, 'mention')}${isNamedInCrm && ', named in the CRM'}</p></div></li>`,
  );
  const body = html`<p>${open} open, ${won} won, ${lost} lost. ${rate}</p>${rows.length > 0 && html`<ul class="calls">${rows}</ul>`}`;
  return section({ id: 'deals', title: 'Deals in which it came up', audience, body });
}

function passagePart({ card: { audience, passages }, page }: CardOnPage): Fragment {
  if (passages.length === 0) {
    if (audience === 'internal') return null;
    const body = html`<p class="quiet">No document for customers names it. <code>${commandIn(page, 'sophia documents add FILE --audience external')}</code> adds one.</p>`;
    return section({ id: 'documents', title: 'From documents', body });
  }
  const rows = passages.map(
    ({ title, name, audience: isFor, passage }) =>
      html`<li class="change"><p class="change-head">${title} ${markOf(isFor)}</p><p dir="auto">${passage}</p><p class="call-facts"><code>${name}</code></p></li>`,
  );
  return section({ id: 'documents', title: 'From documents', body: html`<ul>${rows}</ul>` });
}

function unknownPart({ unknown }: Battlecard): Fragment {
  if (unknown.length === 0) return null;
  const body = html`<ul>${unknown.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
  return section({ id: 'unknown', title: 'Not known', body });
}
