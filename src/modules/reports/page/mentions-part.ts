import type { AmountMention, DateMention, NamedMention } from '#contracts';
import { formatMoney } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { describeDays } from '../wording/describe-due.ts';
import { momentLinks, quoteLink } from './claim-markup.ts';
import { foldedList, section, tag } from './section.ts';

const linksShown = 12;
const namesShown = 8;

/** Competitors, products, people, amounts and dates, with every place they were mentioned. */
export function mentionsPart(view: ReportView): Markup | null {
  const { competitors, products, people, amounts, dates } = view.findings.mentions;
  if ([competitors, products, people, amounts, dates].every(({ length }) => length === 0)) return null;
  return section({
    id: 'mentions',
    title: 'Mentioned',
    body: html`<div class="mention-groups">${[
      names(view, { kind: 'competitors', title: 'Competitors', list: competitors }),
      names(view, { kind: 'products', title: 'Products', list: products }),
      names(view, { kind: 'people', title: 'People', list: people }),
      amountGroup(view, amounts),
      dateGroup(view, dates),
    ]}</div>`,
  });
}

interface NameGroup {
  readonly kind: 'competitors' | 'products' | 'people';
  readonly title: string;
  readonly list: readonly NamedMention[];
}

function names(view: ReportView, { kind, title, list }: NameGroup): Markup | null {
  if (list.length === 0) return null;
  const field = `mentions.${kind}`;
  return html`<div class="mention-group"><h3>${title}</h3>${foldedList({
    shown: namesShown,
    rest: 'more',
    className: 'mention-list',
    items: list.map(
      (
        { name, count, sufficient, mentions },
        position,
      ) => html`<li id="${claimAnchor(field, position)}"><bdi><strong>${name}</strong></bdi> <span class="quiet">×${count}</span>
${kind === 'competitors' && !sufficient && html`${tag('plain', 'Insufficient signal')} `}<span class="moments">${momentLinks(
        view,
        mentions.slice(0, linksShown).map((evidence) => ({ field, evidence })),
      )}</span></li>`,
    ),
  })}</div>`;
}

function amountGroup(view: ReportView, amounts: readonly AmountMention[]): Markup | null {
  if (amounts.length === 0) return null;
  return html`<div class="mention-group"><h3>Amounts</h3>${foldedList({
    items: amounts.map((amount, position) => {
      const money = formatMoney(amount.minorUnits, amount.currency);
      return html`<li id="${claimAnchor('mentions.amounts', position)}"><strong>${money}</strong>${amount.currency === null && html` <span class="quiet">no currency said</span>`} ${quoteLink({ view, field: 'mentions.amounts', evidence: amount })}</li>`;
    }),
    shown: 8,
    rest: 'more amounts',
    className: 'mention-list',
  })}</div>`;
}

function dateGroup(view: ReportView, dates: readonly DateMention[]): Markup | null {
  if (dates.length === 0) return null;
  return html`<div class="mention-group"><h3>Dates</h3>${foldedList({
    items: dates.map((mention, position) => {
      return html`<li id="${claimAnchor('mentions.dates', position)}"><strong>${describeDays(mention, view.call.date)}</strong> ${quoteLink({ view, field: 'mentions.dates', evidence: mention })}</li>`;
    }),
    shown: 8,
    rest: 'more dates',
    className: 'mention-list',
  })}</div>`;
}
