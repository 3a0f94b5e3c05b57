import type { InsightComparison } from '#contracts';
import { oneLine, renderTable } from '#platform/wording';
import {
  describeFigureDifference,
  describeTrackerState,
  describeValue,
  figureLabels,
  vendorName,
} from '../wording/describe-comparison.ts';

/** What the source of a call found out by itself, beside Sophia's report, for a terminal. */
export function renderComparison({ comparison, width }: { comparison: InsightComparison; width: number }): string {
  const vendor = vendorName(comparison.source);
  return [
    `What ${vendor} says of the call ${comparison.callId}, beside Sophia`,
    ...told(comparison, { field: 'brief', title: 'Brief' }),
    ...told(comparison, { field: 'keyPoints', title: 'Key points' }),
    ...unmatched(comparison),
    '',
    'Trackers',
    ...trackerLines(comparison, width),
    '',
    'Figures',
    ...figureLines(comparison, width),
  ].join('\n');
}

function told(
  { source, vendor, sophia }: InsightComparison,
  { field, title }: { field: 'brief' | 'keyPoints'; title: string },
): string[] {
  return ['', `${title}, ${vendorName(source)}`, ...lines(vendor[field]), `${title}, Sophia`, ...lines(sophia[field])];
}

function lines(texts: readonly string[]): string[] {
  return texts.length === 0 ? ['  nothing'] : texts.map((text) => `  - ${oneLine(text)}`);
}

function unmatched({ vendor, keyPointsWithoutCounterpart: { points } }: InsightComparison): string[] {
  if (vendor.keyPoints.length === 0) return [];
  const title = 'Without a counterpart in the report, by words alone (half of the words that carry the point)';
  return [title, ...(points.length === 0 ? ['  none'] : lines(points))];
}

function trackerLines({ source, trackers }: InsightComparison, width: number): string[] {
  if (trackers.length === 0) return ['  none'];
  const table = renderTable({
    rows: trackers,
    main: { title: 'TRACKER', value: ({ name }) => name, worth: 3 },
    others: [
      { title: vendorName(source).toUpperCase(), value: ({ vendorCount }) => `×${vendorCount}`, worth: 2 },
      { title: 'SOPHIA', value: describeTrackerState, worth: 1 },
    ],
    width,
    colors: false,
  });
  return [table.trimEnd()];
}

function figureLines({ source, figures }: InsightComparison, width: number): string[] {
  if (figures.length === 0) return ['  none'];
  const table = renderTable({
    rows: figures,
    main: { title: 'FIGURE', value: ({ name }) => figureLabels[name], worth: 4 },
    others: [
      {
        title: vendorName(source).toUpperCase(),
        value: (figure) => describeValue(figure, figure.vendor),
        align: 'right',
        worth: 3,
      },
      { title: 'SOPHIA', value: (figure) => describeValue(figure, figure.sophia), align: 'right', worth: 2 },
      { title: 'DIFFERENCE', value: describeFigureDifference, align: 'right', worth: 1 },
    ],
    width,
    colors: false,
  });
  return [
    table.trimEnd(),
    ...figures.flatMap(({ name, note }) => (note === null ? [] : [`  ${figureLabels[name]}: ${note}`])),
  ];
}
