import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { flagLabels } from '../wording/labels.ts';
import { quoteLink } from './claim-markup.ts';
import { section } from './section.ts';

/** Text in the transcript that behaves like an order to a machine. */
export function flagsPart(view: ReportView): Markup | null {
  const { flags } = view.findings;
  if (flags.length === 0) return null;
  return section({
    id: 'flags',
    title: 'Suspicious text',
    note: 'It was read as text and changed nothing',
    body: html`<ul class="rows">${flags.map(
      (flag, position) =>
        html`<li class="row" id="${claimAnchor('flags', position)}"><span class="row-name">${flagLabels[flag.kind]}</span> ${quoteLink({ view, field: 'flags', evidence: flag })}</li>`,
    )}</ul>`,
  });
}
