import type { Statement } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { wordedClaim } from './claim-markup.ts';
import { section } from './section.ts';

/** At most ten sentences that carry the call. */
export function keyPointsPart(view: ReportView): Markup | null {
  const { keyPoints } = view.findings;
  return keyPoints.length === 0
    ? null
    : section({
        id: 'key-points',
        title: 'Key points',
        body: statementList(view, { field: 'keyPoints', list: keyPoints }),
      });
}

/** What was settled in the call. */
export function decisionsPart(view: ReportView): Markup | null {
  const { decisions } = view.findings;
  return decisions.length === 0
    ? null
    : section({
        id: 'decisions',
        title: 'Decisions',
        body: statementList(view, { field: 'decisions', list: decisions }),
      });
}

function statementList(view: ReportView, { field, list }: { field: string; list: readonly Statement[] }): Markup {
  return html`<ul class="plain-list">${list.map(
    (statement, position) =>
      html`<li id="${claimAnchor(field, position)}">${wordedClaim({ view, field, evidence: statement, text: statement.text })}</li>`,
  )}</ul>`;
}
