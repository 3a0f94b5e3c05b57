import type { InsightComparison } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import {
  describeFigureDifference,
  describeTrackerState,
  describeValue,
  figureLabels,
  vendorName,
} from '../wording/describe-comparison.ts';
import { spoken } from './claim-markup.ts';
import { nothingFound, section } from './section.ts';

/** What the source of the call found out by itself, folded, beside what stands in this report. */
export function besidePart(comparison: InsightComparison | null): Markup | null {
  if (comparison === null) return null;
  const vendor = vendorName(comparison.source);
  return section({
    id: 'beside',
    title: `What ${vendor} says, beside Sophia`,
    body: html`<details class="rest beside"><summary>Brief, key points, trackers and figures of ${vendor}</summary>
<p class="quiet">What ${vendor} found out by itself. It is no part of this report, and no quote proves it here.</p>
<h3>Brief</h3>${sideBySide(comparison, 'brief')}
<h3>Key points</h3>${sideBySide(comparison, 'keyPoints')}${unmatched(comparison)}
<h3>Trackers</h3>${trackerTable(comparison)}
<h3>Figures</h3>${figureTable(comparison)}</details>`,
  });
}

function sideBySide({ source, vendor, sophia }: InsightComparison, field: 'brief' | 'keyPoints'): Markup {
  return html`<div class="beside-columns"><div><h4>${vendorName(source)}</h4>${sentences(vendor[field])}</div>
<div><h4>Sophia</h4>${sentences(sophia[field])}</div></div>`;
}

function sentences(texts: readonly string[]): Markup {
  if (texts.length === 0) return nothingFound('Nothing.');
  return html`<ul class="plain-list">${texts.map((text) => html`<li dir="auto">${spoken(text)}</li>`)}</ul>`;
}

/** Said to be a matter of words, so that nobody takes it for a judgment. */
function unmatched({ source, vendor, keyPointsWithoutCounterpart }: InsightComparison): Markup | null {
  if (vendor.keyPoints.length === 0) return null;
  const { points } = keyPointsWithoutCounterpart;
  const how = 'By words alone: a claim with half of the words that carry the point counts as one.';
  if (points.length === 0)
    return html`<p class="quiet">Each of ${vendorName(source)}’s key points has a counterpart in this report. ${how}</p>`;
  return html`<h4>No counterpart found in this report</h4>${sentences(points)}<p class="quiet">${how}</p>`;
}

function trackerTable({ source, trackers }: InsightComparison): Markup {
  const vendor = vendorName(source);
  if (trackers.length === 0) return nothingFound(`${vendor} names no tracker.`);
  return table({
    label: `Trackers of ${vendor} and of Sophia`,
    head: ['Tracker', vendor, 'Sophia'],
    rows: trackers.map((tracker) => ({
      name: tracker.name,
      cells: [`×${tracker.vendorCount}`, describeTrackerState(tracker)],
      note: null,
    })),
  });
}

function figureTable({ source, figures }: InsightComparison): Markup {
  const vendor = vendorName(source);
  if (figures.length === 0) return nothingFound(`${vendor} gives no figures.`);
  return table({
    label: `Figures of ${vendor} and of Sophia`,
    head: ['Figure', vendor, 'Sophia', 'Difference'],
    rows: figures.map((figure) => ({
      name: figureLabels[figure.name],
      cells: [
        describeValue(figure, figure.vendor),
        describeValue(figure, figure.sophia),
        describeFigureDifference(figure),
      ],
      note: figure.note,
    })),
  });
}

interface TableParts {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[]; readonly note: string | null }[];
}

function table({ label, head, rows }: TableParts): Markup {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${label}"><table class="figures">
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ name, cells, note }) =>
      html`<tr><th scope="row"><bdi>${name}</bdi>${note !== null && html`<span class="figure-note">${note}</span>`}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
