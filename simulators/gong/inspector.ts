import { z } from 'zod';
import type { Answer, SimulatorRoute, SimulatorTools } from '../kit/index.ts';
import { type Exchange, formatInstant, html, inspectorParts, type Markup, page, renderPage } from '../kit/index.ts';
import { isDetailed, isReady } from './call-filter.ts';
import type { GongCall, GongState } from './state.ts';

const shown = 100;

/** Further pages of the inspector. */
export const gongPages: readonly SimulatorRoute<GongState>[] = [
  { method: 'GET', path: '/_inspector/calls/:id', handler: callPage },
  // Where Gong's player would be.
  { method: 'GET', path: '/call', handler: callPage },
];

/** What Gong knows: its calls and how far each of them is. */
export function inspector(tools: SimulatorTools<GongState>): Markup {
  const { state, clock } = tools;
  const now = clock.now();
  const calls = state.calls.toSorted((left, right) => (left.endedAt < right.endedAt ? 1 : -1));
  const ready = calls.filter((call) => isReady(call, now)).length;
  return page({
    title: 'Gong',
    lead: html`The simulator that stands in for Gong's API, at <code>${tools.url}</code>.`,
    style: callStyle,
    content: html`<dl class="facts">
<div><dt>Calls</dt><dd>${calls.length}</dd></div>
<div><dt>With transcript</dt><dd>${ready}</dd></div>
<div><dt>Still to come</dt><dd>${state.upcoming.length}</dd></div>
<div><dt>By itself</dt><dd>${state.live === null ? 'no' : `a call every ${state.live.everyMs / 1000} s`}</dd></div>
<div><dt>People</dt><dd>${state.users.length}</dd></div>
</dl>
<h2>Calls</h2>
${calls.length === 0 ? html`<p class="empty">No call has ended yet.</p>` : callTable({ calls: calls.slice(0, shown), state, now })}
${calls.length > shown ? html`<p class="soft">The last ${shown} of ${calls.length}.</p>` : null}
${inspectorParts(tools)}`,
  });
}

const callStyle = `
.said { display: grid; gap: 10px; }
.said li { padding-left: 12px; border-left: 3px solid var(--strong-line); }
.said .ours { border-color: var(--accent); }
.said .who { font-size: 0.85rem; color: var(--soft); }
`;

function callTable(input: { calls: readonly GongCall[]; state: GongState; now: Date }): Markup {
  const { calls, state, now } = input;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Calls"><table class="stacked">
<thead><tr><th scope="col">ended</th><th scope="col">call</th><th scope="col">state</th><th scope="col">host</th><th scope="col">people</th></tr></thead>
<tbody>${calls.map(
    (call) => html`<tr>
<td>${formatInstant(call.endedAt)}</td>
<td class="wide"><a href="/_inspector/calls/${call.gongId}">${call.title}</a></td>
<td>${stateTags({ call, state, now })}</td>
<td>${hostOf(call, state)}</td>
<td>${call.parties.length} people</td></tr>`,
  )}</tbody></table></div>`;
}

function stateTags(input: { call: GongCall; state: GongState; now: Date }): Markup {
  const { call, now } = input;
  return html`${progressTag(input)} ${call.isPrivate ? html`<span class="tag tag-mild">private</span> ` : null}${
    call.transcriptAt === null && !isReady(call, now) ? html`<span class="tag tag-worry">no transcript</span>` : null
  }`;
}

function progressTag(input: { call: GongCall; state: GongState; now: Date }): Markup {
  const { call, now } = input;
  if (call.hasVanished) return html`<span class="tag tag-worry">deleted</span>`;
  if (isReady(call, now)) return html`<span class="tag tag-good">ready</span>`;
  if (isDetailed(input)) return html`<span class="tag tag-mild">processing</span>`;
  return html`<span class="tag">${Date.parse(call.endedAt) > now.getTime() ? 'going on' : 'ended'}</span>`;
}

function hostOf({ primaryEmployeeKey, parties }: GongCall, { users }: GongState): string {
  const user = users.find(({ key }) => key === primaryEmployeeKey);
  const party = parties.find(({ employeeKey }) => employeeKey === primaryEmployeeKey);
  return user === undefined ? (party?.name ?? '') : `${user.firstName} ${user.lastName}`;
}

function callPage(exchange: Exchange<GongState>): Answer {
  const { state, now, parameters, query } = exchange;
  const back = { href: '/', label: 'All calls' };
  const call = state.calls.find(({ gongId }) => gongId === (parameters['id'] ?? query.get('id')));
  if (call === undefined) {
    const missing = page({ title: 'No such call', lead: 'It may have been reset away.', back, content: html`` });
    return { ...renderPage(missing), status: 404 };
  }
  const place = placeOf(call, query.get('highlights'));
  return renderPage(
    page({
      title: call.title,
      lead: html`Call <code>${call.gongId}</code>, ${formatInstant(call.startedAt)} UTC, ${Math.round(call.durationMs / 60_000)} min, by ${call.system}.`,
      back,
      style: callStyle,
      content: html`<p>${stateTags({ call, state, now })}${call.transcriptAt === null ? '' : ` Transcript at ${formatInstant(call.transcriptAt)}.`}</p>
${place === null ? null : html`<p><a href="#said-${place.index}">What is said at ${formatOffset(place.atMs)}</a></p>`}
<h2>People</h2>${partyTable(call)}
<h2>What Gong says of it</h2>${analysisPart(call, now)}
<h2>Transcript</h2>${transcriptPart(call, place)}`,
    }),
  );
}

function partyTable({ parties }: GongCall): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="People"><table class="stacked">
<thead><tr><th scope="col">name</th><th scope="col">title</th><th scope="col">address</th><th scope="col">side</th></tr></thead>
<tbody>${parties.map(
    ({ name, title, email, affiliation, speakerId }) =>
      html`<tr><td>${name}</td><td>${title}</td><td>${email}</td><td>${affiliation}${speakerId === null ? ', did not speak' : ''}</td></tr>`,
  )}</tbody></table></div>`;
}

function analysisPart(call: GongCall, now: Date): Markup {
  if (!isReady(call, now)) return html`<p class="empty">Nothing yet: the analysis comes with the transcript.</p>`;
  const { brief, keyPoints, trackers } = call.gong;
  return html`<p>${brief}</p><h3>Key points</h3><ul>${keyPoints.map((point) => html`<li>${point}</li>`)}</ul>
<h3>Trackers</h3>${
    trackers.length === 0
      ? html`<p class="empty">None.</p>`
      : html`<ul>${trackers.map(({ name, phrases }) => html`<li>${name}: ${phrases.map(({ text, count }) => `${text} (${count})`).join(', ')}</li>`)}</ul>`
  }`;
}

/** A moment of the call, and which of the monologues it lies in. */
interface Place {
  readonly atMs: number;
  readonly index: number;
}

const Highlights = z.tuple([z.looseObject({ from: z.number().min(0) })], z.unknown());

/** The moment that Gong's player would begin at; null where the address names none. */
function placeOf({ monologues }: GongCall, highlights: string | null): Place | null {
  const seconds = secondsOf(highlights);
  if (seconds === null) return null;
  const atMs = seconds * 1000;
  const later = monologues.findIndex(({ sentences }) => (sentences[0]?.startMs ?? 0) >= atMs + 1000);
  return { atMs, index: Math.max(0, (later === -1 ? monologues.length : later) - 1) };
}

function secondsOf(highlights: string | null): number | null {
  try {
    return Highlights.parse(JSON.parse(highlights ?? 'null'))[0].from;
  } catch {
    return null;
  }
}

function transcriptPart({ monologues, parties }: GongCall, place: Place | null): Markup {
  return html`<ol class="said">${monologues.map(({ speakerId, sentences }, index) => {
    const party = parties.find((candidate) => candidate.speakerId === speakerId);
    return html`<li id="said-${index}" class="${party?.affiliation === 'Internal' ? 'ours' : 'theirs'}">
<p class="who">${party?.name ?? speakerId}, ${formatOffset(sentences[0]?.startMs ?? 0)}${place?.index === index ? html` <span class="tag tag-good">here</span>` : null}</p>
<p>${sentences.map(({ text }) => text).join(' ')}</p></li>`;
  })}</ol>`;
}

function formatOffset(offsetMs: number): string {
  const seconds = Math.floor(offsetMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
