import { formatShare } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import { findAbstention } from '../view/find-abstention.ts';
import { type QualifiedMethod, qualifiedMethods } from '../view/qualified-methods.ts';
import type { ReportView } from '../view/report-view.ts';
import { stageLabels } from '../wording/labels.ts';
import { quoteLink, spoken } from './claim-markup.ts';
import { nothingFound, section } from './section.ts';

/** The stage the call speaks for, and the methods of qualification; what was not said is shown as unknown. */
export function qualificationPart(view: ReportView): Markup {
  const abstention = findAbstention(view.findings, 'qualification');
  return section({
    id: 'qualification',
    title: 'Stage and qualification',
    note: 'What was not said is unknown; nothing is guessed',
    body: [
      stage(view),
      abstention !== null && nothingFound(abstention),
      qualifiedMethods(view.findings).map((method, position) => grid(view, { method, open: position === 0 })),
    ],
  });
}

function stage(view: ReportView): Markup {
  const { value, confidence, evidence } = view.findings.stage;
  if (value === 'unknown') {
    return html`<p class="stage" id="${claimAnchor('stage', 0)}"><strong>Stage not clear.</strong> The call does not say enough to place the deal.</p>`;
  }
  return html`<div class="stage" id="${claimAnchor('stage', 0)}"><p><strong>Stage: ${stageLabels[value].toLowerCase()}</strong> <span class="quiet">confidence ${formatShare(confidence)}</span></p>
${evidence.slice(0, 3).map((claim) => html`<p>${quoteLink({ view, field: 'stage', evidence: claim })}</p>`)}</div>`;
}

function grid(view: ReportView, { method, open }: { method: QualifiedMethod; open: boolean }): Markup {
  const { id, name, elements } = method;
  const known = elements.filter(({ value }) => value.status === 'known').length;
  return html`<details class="method" id="method-${id}"${open && html` open`}>
<summary><span class="method-name" dir="auto">${spoken(name)}</span> <span class="pips" aria-hidden="true">${elements.map(
    ({ value }) => html`<span class="pip${value.status === 'known' && ' pip-known'}"></span>`,
  )}</span> <span class="quiet">${known} of ${elements.length} known</span></summary>
<dl class="grid">${elements.map(({ key, label, value }) =>
    value.status === 'unknown'
      ? html`<div class="cell cell-unknown"><dt>${spoken(label)}</dt><dd>Unknown</dd></div>`
      : html`<div class="cell" id="${claimAnchor(`qualification.${id}`, key)}"><dt>${spoken(label)}</dt>
<dd><span class="value" dir="auto">${spoken(value.value)}</span> ${quoteLink({ view, field: `qualification.${id}.${key}`, evidence: value })}</dd></div>`,
  )}</dl></details>
`;
}
