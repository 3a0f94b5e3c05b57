import type { Interaction, SpeakerFigures } from '#contracts';
import { formatCount, formatLength, formatNumber, formatShare } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import type { ReportView } from '../view/report-view.ts';
import { describeQuestionRate } from '../wording/describe-question-rate.ts';
import { sideLabels } from '../wording/labels.ts';
import { percent } from './chart-geometry.ts';
import { section } from './section.ts';

const unknown = '–';
const rowsShown = 12;

/** Who talked how much, and how: exact figures, by time where the source has times and by words otherwise. */
export function figuresPart(view: ReportView): Markup {
  const { interaction } = view.findings;
  const byWords = interaction.basis === 'words';
  return section({
    id: 'figures',
    title: 'Conversation',
    note: byWords ? 'Basis: words, since the source has no times' : 'Basis: time',
    body: [talkBar(view), sideFacts(interaction), speakerTables(view), callFigures(interaction)],
  });
}

function talkBar(view: ReportView): Markup {
  let from = 0;
  const parts = view.speakers.flatMap(({ name, voice }) => {
    const share = figuresOf(view, name)?.talkRatio ?? 0;
    const start = from;
    from += share;
    return share === 0 ? [] : [{ name, voice, share, start }];
  });
  const label = parts.map(({ name, share }) => `${name} ${formatShare(share)}`).join(', ');
  return html`<svg class="talk-bar" role="img" aria-label="Share of the talk: ${label}">${parts.map(
    ({ voice, share, start }) =>
      html`<rect class="${voice}" x="${percent(start)}" width="${percent(share)}" height="100%"/>`,
  )}</svg>`;
}

function sideFacts({ sides, basis }: Interaction): Markup {
  const own = sides.filter(({ words }) => words > 0);
  return html`<dl class="side-facts">${own.map((side) => {
    const facts = [
      `${formatShare(side.talkRatio)} of the ${basis === 'time' ? 'talking time' : 'words'}`,
      `longest stretch ${longest(side.longestMonologue, basis)}`,
      side.patienceMs === null ? null : `waits ${formatLength(Math.max(0, side.patienceMs))} before speaking`,
      describeQuestionRate(side),
    ];
    return html`<div><dt>${sideLabels[side.side]}</dt><dd>${facts.filter((fact) => fact !== null).join(' · ')}</dd></div>`;
  })}</dl>`;
}

function speakerTables(view: ReportView): Markup {
  const { basis } = view.findings.interaction;
  const rows = view.speakers.flatMap(({ name, voice }) => {
    const figures = figuresOf(view, name);
    return figures === undefined ? [] : [{ figures, voice, basis }];
  });
  if (rows.length <= rowsShown) return speakerTable(rows);
  const loudest = rows.toSorted((left, right) => right.figures.talkRatio - left.figures.talkRatio);
  return html`${speakerTable(loudest.slice(0, rowsShown))}<details class="rest"><summary>${rows.length - rowsShown} more speakers</summary>${speakerTable(loudest.slice(rowsShown))}</details>`;
}

function speakerTable(rows: readonly RowParts[]): Markup {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Figures of ${rows.length} speakers"><table class="figures">
<thead><tr><th scope="col">Speaker</th><th scope="col">Talk</th><th scope="col">Words</th><th scope="col">Longest</th><th scope="col">Wait</th><th scope="col">Questions</th><th scope="col">Fillers / 100</th><th scope="col">Words / min</th></tr></thead>
<tbody>${rows.map(speakerRow)}</tbody></table></div>`;
}

interface RowParts {
  readonly figures: SpeakerFigures;
  readonly voice: string;
  readonly basis: Interaction['basis'];
}

function speakerRow({ figures, voice, basis }: RowParts): Markup {
  const { patienceMs, longestMonologueTurn: turn } = figures;
  const stretch = longest(figures.longestMonologue, basis);
  return html`<tr><th scope="row"><span class="dot ${voice}" aria-hidden="true"></span><bdi>${figures.speaker}</bdi></th>
<td>${formatShare(figures.talkRatio)}</td><td>${formatNumber(figures.words)}</td>
<td>${turn === null ? stretch : html`<a class="proof" href="#turn-${turn}">${stretch}</a>`}</td>
<td>${patienceMs === null ? unknown : formatLength(Math.max(0, patienceMs))}</td>
<td>${figures.questions}</td><td>${formatNumber(figures.fillersPer100Words)}</td>
<td>${figures.wordsPerMinute === null ? unknown : formatNumber(Math.round(figures.wordsPerMinute))}</td></tr>`;
}

function callFigures(interaction: Interaction): Markup {
  const { basis, interactivity, speakerChanges, overlapMs, silenceMs, longestSilenceMs, turns, words } = interaction;
  const facts = [
    ['Turns', formatNumber(turns)],
    ['Words', formatNumber(words)],
    ['Speaker changes', formatNumber(speakerChanges)],
    [basis === 'time' ? 'Changes a minute' : 'Changes per 100 words', formatNumber(interactivity)],
    ['Overlap', overlapMs === null ? unknown : formatLength(overlapMs)],
    ['Silence', silenceMs === null ? unknown : formatLength(silenceMs)],
    ['Longest silence', longestSilenceMs === null ? unknown : formatLength(longestSilenceMs)],
  ] as const;
  return html`<dl class="call-figures">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function longest(length: number, basis: Interaction['basis']): string {
  return basis === 'time' ? formatLength(length) : formatCount(length, 'word');
}

function figuresOf(view: ReportView, name: string): SpeakerFigures | undefined {
  return view.findings.interaction.speakers.find(({ speaker }) => speaker === name);
}
