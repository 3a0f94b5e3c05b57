import { formatCount, formatLength, formatShortDay } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import type { IndexCall, ReportSummary } from '../schema.ts';
import { titleOfSource } from '../wording/describe-call.ts';
import { moodLabels, stageLabels } from '../wording/labels.ts';

/** One call of the list, in the state it is in. */
export function callRow(call: IndexCall): Markup {
  switch (call.state) {
    case 'done':
      return doneRow(call);
    case 'failed':
      return html`<li class="call call-failed"><div class="call-main"><p class="call-title" dir="auto">${call.name}</p>
<p class="call-problem"><strong>Not analyzed.</strong> ${call.message} <span class="action">${call.action}</span></p></div>
<p class="state state-failed">Failed <code>${call.code}</code></p></li>
`;
    case 'analyzing':
      return pendingRow(call.name, 'Analyzing');
    case 'waiting':
      return pendingRow(call.name, 'Waiting');
  }
}

function pendingRow(name: string, state: string): Markup {
  return html`<li class="call call-pending"><div class="call-main"><p class="call-title" dir="auto">${name}</p></div><p class="state">${state}</p></li>
`;
}

function doneRow({ href, summary }: Extract<IndexCall, { state: 'done' }>): Markup {
  const { title, source, openObjections, objections, nextSteps, risks, openQuestions, sidesKnown } = summary;
  return html`<li class="call" data-words="${source}"><div class="call-main"><p class="call-title" dir="auto"><a href="${href}">${title ?? titleOfSource(source)}</a></p>
<p class="call-facts">${facts(summary).join(' · ')}</p></div>
<dl class="figures">
<div><dt>Mood</dt><dd class="mood-${summary.mood ?? 'none'}">${summary.mood === null ? '–' : moodLabels[summary.mood]}</dd></div>
<div><dt>Objections</dt><dd>${sidesKnown || objections > 0 ? objections : '–'}${openObjections > 0 && html` <span class="open">${openObjections} open</span>`}</dd></div>
<div><dt>Next steps</dt><dd${nextSteps === 0 && html` class="open"`}>${nextSteps === 0 ? 'none' : nextSteps}</dd></div>
<div><dt>Risks</dt><dd>${sidesKnown || risks > 0 ? risks : '–'}</dd></div>
<div><dt>Open questions</dt><dd>${openQuestions}</dd></div>
</dl>
${brokenNote(summary)}</li>
`;
}

function facts({ date, people, durationMs, words, stage }: ReportSummary): string[] {
  const shown = people.slice(0, 3).join(', ');
  return [
    date === null ? 'Date not known' : formatShortDay(date, null),
    people.length === 0 ? null : people.length > 3 ? `${shown} and ${people.length - 3} more` : shown,
    stage === 'unknown' ? null : stageLabels[stage],
    durationMs === null ? formatCount(words, 'word') : formatLength(durationMs),
  ].filter((fact) => fact !== null);
}

function brokenNote({ broken }: ReportSummary): Markup | null {
  return broken === 0
    ? null
    : html`<p class="call-problem">${formatCount(broken, 'claim')} of this report no longer ${broken === 1 ? 'holds' : 'hold'}.</p>`;
}
