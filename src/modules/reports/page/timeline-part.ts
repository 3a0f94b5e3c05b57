import { formatClock } from '#platform/wording';
import { html, type Markup } from '../markup/html.ts';
import { type ClaimEntry, type Tone } from '../view/collect-claims.ts';
import type { ReportView } from '../view/report-view.ts';
import { callLengthMs } from '../view/span-turns.ts';
import { momentOf } from '../wording/describe-call.ts';
import { axisMoments, boxPath, percent, stripWidth } from './chart-geometry.ts';
import { section } from './section.ts';

interface MarkerLane {
  readonly name: string;
  readonly tone: Tone;
  readonly fields: readonly string[];
}

interface VoiceLane {
  readonly title: string;
  readonly names: readonly string[];
  readonly voice: string;
}

const lanesShown = 8;

const markerLanes: readonly MarkerLane[] = [
  { name: 'Worries', tone: 'worry', fields: ['objections', 'risks', 'flags'] },
  { name: 'Signals', tone: 'good', fields: ['buyingSignals'] },
  { name: 'Questions', tone: 'ask', fields: ['questions'] },
  { name: 'Promises', tone: 'promise', fields: ['commitments'] },
];

/** The call from left to right: who spoke when, and where things were found. */
export function timelinePart(view: ReportView): Markup | null {
  if (view.call.turns.length < 2) return null;
  const lengthMs = callLengthMs(view.call.turns);
  return section({
    id: 'timeline',
    title: 'The call at a glance',
    note: lengthMs === null ? 'By words, since the source has no times' : null,
    body: html`<div class="timeline" role="group" aria-label="Timeline. Every mark leads to what was found there; the lists below hold the same.">
${voiceLanes(view).map((lane) => voiceLane(view, lane))}
${markerLanes.map((lane) => findingLane(view, lane))}
${axis(lengthMs)}
</div>`,
  });
}

/** A lane for each of those who talk most, and one for all others. */
function voiceLanes({ speakers, findings }: ReportView): VoiceLane[] {
  const ratios = new Map(findings.interaction.speakers.map(({ speaker, talkRatio }) => [speaker, talkRatio]));
  const heard = speakers.filter(({ speaks }) => speaks);
  const loudest = heard.toSorted((left, right) => (ratios.get(right.name) ?? 0) - (ratios.get(left.name) ?? 0));
  const own = new Set(loudest.slice(0, heard.length > lanesShown ? lanesShown - 1 : lanesShown));
  const others = heard.filter((speaker) => !own.has(speaker)).map(({ name }) => name);
  const lanes = heard
    .filter((speaker) => own.has(speaker))
    .map(({ name, voice }) => ({ title: name, names: [name], voice }));
  if (others.length === 0) return lanes;
  return [...lanes, { title: `${others.length} others`, names: others, voice: 'voice-unknown-2' }];
}

function voiceLane({ call, spans }: ReportView, { title, names, voice }: VoiceLane): Markup {
  const wanted = new Set(names);
  const own = call.turns.flatMap(({ turn, speaker }) => {
    const span = spans.get(turn);
    return wanted.has(speaker) && span !== undefined ? [span] : [];
  });
  return html`<div class="lane lane-voice"><span class="lane-name" title="${title}"><bdi>${title}</bdi></span>
<svg class="strip ${voice}" viewBox="0 0 ${stripWidth} 1" preserveAspectRatio="none" aria-hidden="true"><path d="${boxPath(own)}"/></svg></div>
`;
}

function findingLane(view: ReportView, { name, tone, fields }: MarkerLane): Markup | null {
  const entries = view.entries.filter(({ field }) => fields.includes(field));
  if (entries.length === 0) return null;
  return html`<div class="lane lane-marks"><span class="lane-name">${name}</span>
<svg class="marks tone-${tone}">${entries.map((entry) => marker(view, entry))}</svg></div>
`;
}

function marker(view: ReportView, { field, anchor, label, evidence }: ClaimEntry): Markup {
  const span = view.spans.get(evidence.turn);
  const turn = view.turns.get(evidence.turn);
  const part = turn === undefined || turn.text.length === 0 ? 0 : evidence.start / turn.text.length;
  const at = span === undefined ? 0 : span.from + (span.to - span.from) * part;
  const broken = view.brokenReason(field, evidence) !== null;
  return html`<a href="#${view.placeOf(evidence)}" data-claim="${anchor}" class="mark${broken && ' is-broken'}" tabindex="-1"><title>${label}, ${evidence.speaker}, ${momentOf(evidence)}
“${evidence.quote}”</title><rect x="${percent(Math.min(at, 0.995))}" y="3" width="5" height="14" rx="2"/></a>`;
}

function axis(lengthMs: number | null): Markup {
  const marks =
    lengthMs === null
      ? [0, 0.25, 0.5, 0.75].map((part) => ({ part, label: percent(part) }))
      : axisMoments(lengthMs).map((moment) => ({ part: moment / lengthMs, label: formatClock(moment) }));
  return html`<div class="lane lane-axis" aria-hidden="true"><span class="lane-name"></span><svg class="axis">${marks.map(
    ({ part, label }) => html`<text x="${percent(part)}" y="13">${label}</text>`,
  )}</svg></div>`;
}
