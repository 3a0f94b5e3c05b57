import { formatCount } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { gapLabels, riskLabels, severityLabels } from '../wording/labels.ts';
import { quoteLink } from './claim-markup.ts';
import { nothingFound, section, tag } from './section.ts';

const severityTones = { high: 'worry', medium: 'mild', low: 'plain' } as const;

/** Risks and problems that were said, and gaps: what was not said and should have been. */
export function risksPart(view: ReportView): Markup {
  const { risks, problems, gaps } = view.findings;
  return section({
    id: 'risks',
    title: 'Risks and gaps',
    note:
      risks.length + gaps.length === 0
        ? null
        : `${formatCount(risks.length, 'risk')}, ${formatCount(gaps.length, 'gap')}`,
    body: [
      risks.length === 0
        ? nothingFound('No risk was heard.')
        : html`<ul class="rows">${risks.map(
            (risk, position) => html`<li id="${claimAnchor('risks', position)}" class="row">
<span class="row-name">${riskLabels[risk.kind]} ${tag(severityTones[risk.severity], severityLabels[risk.severity])}</span> ${quoteLink({ view, field: 'risks', evidence: risk })}</li>`,
          )}</ul>`,
      problems.length > 0 &&
        html`<h3>Problems they named</h3><ul class="plain-list">${problems.map(
          (problem, position) =>
            html`<li id="${claimAnchor('problems', position)}">${quoteLink({ view, field: 'problems', evidence: problem })}</li>`,
        )}</ul>`,
      gaps.length > 0 &&
        html`<h3>Looked for and not found</h3><ul class="plain-list">${gaps.map(
          (
            gap,
            position,
          ) => html`<li id="${claimAnchor('gaps', position)}"><strong>${gapLabels[gap.kind]}.</strong> ${gap.message}
<span class="looked-for">Looked for: ${gap.lookedFor}</span></li>`,
        )}</ul>`,
    ],
  });
}
