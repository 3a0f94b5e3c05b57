import { formatCount } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import { findAbstention } from '../view/find-abstention.ts';
import type { ReportView } from '../view/report-view.ts';
import { signalLabels } from '../wording/labels.ts';
import { quoteLink } from './claim-markup.ts';
import { foldedList, nothingFound, section } from './section.ts';

/** What speaks for a purchase. */
export function signalsPart(view: ReportView): Markup {
  const { buyingSignals } = view.findings;
  return section({
    id: 'signals',
    title: 'Buying signals',
    note: buyingSignals.length === 0 ? null : formatCount(buyingSignals.length, 'signal'),
    body:
      buyingSignals.length === 0
        ? nothingFound(findAbstention(view.findings, 'buying signals') ?? 'None were heard from their side.')
        : foldedList({
            items: buyingSignals.map(
              (signal, position) => html`<li id="${claimAnchor('buyingSignals', position)}" class="row">
<span class="row-name">${signalLabels[signal.kind]}</span> ${quoteLink({ view, field: 'buyingSignals', evidence: signal })}</li>`,
            ),
            shown: 12,
            rest: 'more signals',
            className: 'rows',
          }),
  });
}
