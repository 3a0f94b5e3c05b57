import type { Sentiment } from '#contracts';
import { formatCount, formatScore } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import type { ReportView } from '../view/report-view.ts';
import { percent, stripWidth } from './chart-geometry.ts';

interface Point {
  /** Where in the call, 0 to 1. */
  readonly x: number;
  readonly score: number;
}

const height = 100;
const middle = height / 2;
/** A call that hardly moves must not look like a storm. */
const smallestScale = 0.4;

/** The mood along the call as a curve, a thinner one for each side, and the points where it turned. */
export function moodChart(view: ReportView): Markup {
  const { course, turningPoints, overall, sides } = view.findings.sentiment;
  const points = pointsOf(view, course);
  const ofSides = sides
    .filter(({ side }) => side !== 'unknown')
    .map((each) => ({ side: each.side, points: pointsOf(view, each.course) }))
    .filter((each) => each.points.length > 1);
  const all = [...points, ...ofSides.flatMap((each) => each.points)];
  const scale = Math.max(smallestScale, ...all.map(({ score }) => Math.abs(score)));
  function pathOf(drawn: readonly Point[]): string {
    return drawn.map(({ x, score }) => `${across(x)} ${down(score / scale)}`).join('L');
  }
  const line = pathOf(points);
  const [first, last] = [points[0], points.at(-1)];
  const label = `Mood along the call: begins at ${formatScore(first?.score ?? 0)}, ends at ${formatScore(last?.score ?? 0)}, ${formatScore(overall.score)} overall, ${formatCount(turningPoints.length, 'turning point')}, listed below.`;
  return html`<div class="mood-chart" role="img" aria-label="${label}">
<svg viewBox="0 0 ${stripWidth} ${height}" preserveAspectRatio="none" aria-hidden="true"><path class="mood-area" d="M${across(first?.x ?? 0)} ${middle}L${line}L${across(last?.x ?? 1)} ${middle}z"/><path class="mood-zero" d="M0 ${middle}H${stripWidth}"/><path class="mood-line" d="M${line}"/>${ofSides.map(
    (each) => html`<path class="mood-line mood-line-${each.side}" d="M${pathOf(each.points)}"/>`,
  )}</svg>
<svg class="mood-points" aria-hidden="true">${turningPoints.map((point, position) => {
    const x = view.spans.get(point.turn)?.from ?? 0;
    const y = percent(down(scoreAt(points, x) / scale) / height);
    return html`<circle class="mood-${point.direction}" cx="${percent(x)}" cy="${y}" r="9"/><text x="${percent(x)}" y="${y}" dy="4">${position + 1}</text>`;
  })}</svg>
<span class="mood-top" aria-hidden="true">Better</span><span class="mood-bottom" aria-hidden="true">Worse</span></div>`;
}

function pointsOf(view: ReportView, course: Sentiment['course']): Point[] {
  return course.map(({ fromTurn, toTurn, score }) => {
    const [first, last] = [view.spans.get(fromTurn), view.spans.get(toTurn)];
    return { x: ((first?.from ?? 0) + (last?.to ?? 1)) / 2, score };
  });
}

/** The curve's height at a place between two of its points. */
function scoreAt(points: readonly Point[], x: number): number {
  const next = points.findIndex((point) => point.x >= x);
  const [left, right] = [points[next - 1], points[next]];
  if (right === undefined) return points.at(-1)?.score ?? 0;
  if (left === undefined || right.x === left.x) return right.score;
  return left.score + ((right.score - left.score) * (x - left.x)) / (right.x - left.x);
}

function across(x: number): number {
  return Math.round(x * stripWidth);
}

function down(part: number): number {
  return Math.round((middle - part * middle * 0.86) * 10) / 10;
}
