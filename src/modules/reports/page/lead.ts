import type { Commitment } from '#contracts';
import { formatShortDay } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import { findAbstention } from '../view/find-abstention.ts';
import { listWorries, type Worry } from '../view/list-worries.ts';
import type { ReportView } from '../view/report-view.ts';
import { saysTheSame } from '../wording/describe-call.ts';
import { citeLink, quoteLink, spoken, wordedClaim } from './claim-markup.ts';
import { foldedList, nothingFound, tag } from './section.ts';

const promisesShown = 5;
const worriesShown = 5;

/** The first screen: what happened, what is promised, what worries us. */
export function lead(view: ReportView): Markup {
  return html`<div class="lead" id="summary">
<section class="happened" aria-labelledby="happened-title"><h2 id="happened-title">What happened</h2>${happened(view)}</section>
<section class="promised" aria-labelledby="promised-title"><h2 id="promised-title">What is promised</h2>${promised(view)}</section>
<section class="worries" aria-labelledby="worries-title"><h2 id="worries-title">What worries us</h2>${worries(view)}</section>
</div>
`;
}

function happened(view: ReportView): Markup {
  const { brief, outcome } = view.findings;
  if (brief.length === 0 && outcome === null)
    return nothingFound(findAbstention(view.findings, 'summary') ?? 'No sentence of the call sums it up.');
  return html`<ul class="brief">${brief.map(
    (statement, position) =>
      html`<li id="${claimAnchor('brief', position)}"><span dir="auto">${spoken(statement.text)}</span> ${citeLink({ view, field: 'brief', evidence: statement })}</li>`,
  )}</ul>
${
  outcome !== null &&
  html`<p class="outcome" id="${claimAnchor('outcome', 0)}"><span class="outcome-name">Outcome</span> <span dir="auto">${spoken(outcome.text)}</span> ${citeLink({ view, field: 'outcome', evidence: outcome })}</p>`
}`;
}

function promised(view: ReportView): Markup {
  const { commitments } = view.findings;
  if (commitments.length === 0) return nothingFound('Nobody promised anything.');
  const sides = [
    { side: 'internal', title: 'By our side' },
    { side: 'external', title: 'By their side' },
    { side: 'unknown', title: 'Side not known' },
  ] as const;
  const sidesKnown = view.speakers.some(({ side }) => side !== 'unknown');
  const placed = commitments.map((commitment, position) => ({ commitment, position }));
  return html`${sides.map(({ side, title }) => {
    const own = placed.filter(({ commitment }) => commitment.ownerSide === side).sort(byDue);
    if (own.length === 0 && (side === 'unknown' || !sidesKnown)) return null;
    return html`<h3>${title}</h3>${
      own.length === 0
        ? nothingFound('Nothing.')
        : foldedList({
            items: own.map(({ commitment, position }) => promise(view, { commitment, position })),
            shown: promisesShown,
            rest: 'more promises',
            className: 'promises',
          })
    }`;
  })}`;
}

interface Placed {
  readonly commitment: Commitment;
  readonly position: number;
}

function promise(view: ReportView, { commitment, position }: Placed): Markup {
  const { due, owner, speaker } = commitment;
  const shown = { view, field: 'commitments', evidence: commitment };
  const who = owner === speaker ? null : html`<span class="owner"><bdi>${owner}</bdi>: </span>`;
  return html`<li id="${claimAnchor('commitments', position)}"><span class="due${due === null && ' due-none'}">${dueWords(view, commitment)}</span>
<span class="promise">${who}${saysTheSame(commitment.text, commitment.quote) ? quoteLink(shown) : wordedClaim({ ...shown, text: commitment.text })}</span></li>`;
}

function dueWords({ call }: ReportView, { due }: Commitment): Markup {
  if (due === null) return html`No date`;
  if (due.date === null) return html`<span dir="auto">“${due.text}”</span>`;
  return html`<time datetime="${due.date}" title="“${due.text}”">${formatShortDay(due.date, call.date)}</time>`;
}

/** By day, then in the order they were made; what has no day stands last. */
function byDue(left: Placed, right: Placed): number {
  const [one, other] = [left.commitment.due?.date ?? '9999', right.commitment.due?.date ?? '9999'];
  return one === other ? left.position - right.position : one < other ? -1 : 1;
}

function worries(view: ReportView): Markup {
  const list = listWorries(view.findings);
  if (list.length === 0) return nothingFound('Nothing was found that ought to worry us.');
  return foldedList({
    items: list.map((worry) => worryItem(view, worry)),
    shown: worriesShown,
    rest: 'more',
    className: 'worry-list',
  });
}

function worryItem(view: ReportView, { labels, field, anchor, text, evidence, weight }: Worry): Markup {
  const tone = weight >= 5 ? 'worry' : 'mild';
  return html`<li>${labels.map((label) => html`<a class="worry-name" href="#${anchor}">${tag(tone, label)}</a> `)}
${evidence === null ? html`<span class="wording">${text}</span>` : quoteLink({ view, field, evidence })}</li>`;
}
