import { formatCount } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { quoteLink } from './claim-markup.ts';
import { foldedList, section } from './section.ts';

/** The workspace's own trackers; those that found nothing are named too. */
export function trackersPart(view: ReportView): Markup | null {
  const { trackers } = view.findings;
  if (trackers.length === 0) return null;
  const placed = trackers.map((tracker, position) => ({ tracker, position }));
  const hit = placed.filter(({ tracker }) => tracker.hits.length > 0);
  const silent = trackers.filter(({ hits }) => hits.length === 0).map(({ name }) => name);
  return section({
    id: 'trackers',
    title: 'Trackers',
    note: `${hit.length} of ${formatCount(trackers.length, 'tracker')} found something`,
    body: [
      html`<ul class="rows">${hit.map(
        ({
          tracker,
          position,
        }) => html`<li class="row" id="${claimAnchor('trackers', position)}"><span class="row-name">${tracker.name} <span class="quiet">×${tracker.hits.length}</span></span>
${foldedList({
  items: tracker.hits.map((claim) => html`<li>${quoteLink({ view, field: 'trackers', evidence: claim })}</li>`),
  shown: 3,
  rest: 'more hits',
  className: 'plain-list',
})}</li>`,
      )}</ul>`,
      silent.length > 0 &&
        html`<p class="nothing">Nothing for ${silent.slice(0, 40).join(', ')}${silent.length > 40 && ` and ${silent.length - 40} more`}.</p>`,
    ],
  });
}
