import { html, type Markup } from '../markup/html.ts';
import type { ReportView } from '../view/report-view.ts';
import { abstentionLabels, sentenceCase } from '../wording/labels.ts';
import { section } from './section.ts';

/** What the report declines to say, and why. */
export function abstentionsPart(view: ReportView): Markup | null {
  const { abstentions } = view.findings;
  if (abstentions.length === 0) return null;
  return section({
    id: 'abstentions',
    title: 'Not answered by this report',
    body: html`<ul class="plain-list">${abstentions.map(
      ({ about, reason, message }) =>
        html`<li><strong>${sentenceCase(about.replaceAll('_', ' '))}.</strong> ${message} <span class="quiet">${abstentionLabels[reason]}.</span></li>`,
    )}</ul>`,
  });
}
