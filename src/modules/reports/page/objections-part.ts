import type { Objection } from '#contracts';
import { formatCount } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import { findAbstention } from '../view/find-abstention.ts';
import type { ReportView } from '../view/report-view.ts';
import { answerLabels, objectionLabels } from '../wording/labels.ts';
import { quoteLink } from './claim-markup.ts';
import { foldedList, nothingFound, section, tag } from './section.ts';

const answerTones = { answered: 'good', partly: 'mild', unanswered: 'worry' } as const;

/** Objections with how they were answered, those without an answer first. */
export function objectionsPart(view: ReportView): Markup {
  const { objections } = view.findings;
  const order = { unanswered: 0, partly: 1, answered: 2 };
  const placed = objections
    .map((objection, position) => ({ objection, position }))
    .sort((left, right) => order[left.objection.answer] - order[right.objection.answer]);
  const open = objections.filter(({ answer }) => answer !== 'answered').length;
  return section({
    id: 'objections',
    title: 'Objections',
    note:
      objections.length === 0 ? null : `${formatCount(objections.length, 'objection')}, ${open} without a full answer`,
    body:
      objections.length === 0
        ? nothingFound(findAbstention(view.findings, 'objections') ?? 'Their side raised none.')
        : foldedList({
            items: placed.map(({ objection, position }) => objectionItem(view, { objection, position })),
            shown: 12,
            rest: 'more objections',
            className: 'cards',
          }),
  });
}

function objectionItem(view: ReportView, { objection, position }: { objection: Objection; position: number }): Markup {
  const { kind, answer, answerEvidence } = objection;
  return html`<li id="${claimAnchor('objections', position)}" class="card">
<p class="card-head"><strong>${objectionLabels[kind]}</strong> ${tag(answerTones[answer], answerLabels[answer])}</p>
${quoteLink({ view, field: 'objections', evidence: objection })}
${answerEvidence !== null && html`<div class="reply"><span class="reply-name">Answer</span> ${quoteLink({ view, field: 'objections.answer', evidence: answerEvidence })}</div>`}
</li>`;
}
