import { formatScore } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { claimAnchor } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { trendLabels } from '../wording/describe-mood.ts';
import { moodLabels, sideLabels } from '../wording/labels.ts';
import { quoteLink } from './claim-markup.ts';
import { moodChart } from './mood-chart.ts';
import { nothingFound, section } from './section.ts';

/** Mood overall, by side and along the call, with the points where it turned. */
export function moodPart(view: ReportView): Markup {
  const { overall, sides, turningPoints, course } = view.findings.sentiment;
  return section({
    id: 'mood',
    title: 'Mood',
    note:
      overall.sentences === 0
        ? null
        : `Overall ${moodLabels[overall.label].toLowerCase()} (${feltWords(overall.felt)}mean ${formatScore(overall.score)} on a scale from −1 to +1)`,
    body: [
      overall.sentences === 0 && nothingFound('Too little was said to tell.'),
      html`<ul class="mood-sides">${sides
        .filter(({ sentences }) => sentences > 0)
        .map(
          ({ side, label, score, trend }) =>
            html`<li class="mood-key mood-key-${side}"><span class="quiet">${sideLabels[side]}</span> <strong>${moodLabels[label]}</strong> ${formatScore(score)}${trend !== null && html`, ${trendLabels[trend]}`}</li>`,
        )}</ul>`,
      course.length > 1 && moodChart(view),
      turningPoints.length > 0 &&
        html`<ol class="turning">${turningPoints.map(
          (
            point,
            position,
          ) => html`<li id="${claimAnchor('sentiment', position)}"><span class="turn-number" aria-hidden="true">${position + 1}</span>
<span class="turning-text"><strong>${point.direction === 'better' ? 'Turns better' : 'Turns worse'}</strong> <span class="quiet">from ${formatScore(point.before)} to ${formatScore(point.after)}</span> ${quoteLink({ view, field: 'sentiment', evidence: point })}</span></li>`,
        )}</ol>`,
    ],
  });
}

/** What the label stands on, where the engine says it: the mean alone can contradict it. */
function feltWords(felt: ReportView['findings']['sentiment']['overall']['felt']): string {
  if (felt === undefined) return '';
  const { positive, negative, share } = felt;
  const compared = share === null ? 'little is felt' : `${Math.round(share * 100)} % of what is felt is positive`;
  return `${positive} sentences feel positive, ${negative} negative, ${compared}; `;
}
