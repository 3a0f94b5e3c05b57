import { html, type Markup } from './html.ts';
import type { SimulatorTools } from './simulator-definition.ts';

const shown = 50;

/** What every inspector shows of its simulator: time, faults, what was sent and what was received. */
export function inspectorParts<State>(tools: SimulatorTools<State>): Markup {
  return html`${clockPart(tools)}${faultPart(tools)}${webhookPart(tools)}${requestPart(tools)}`;
}

/** `2026-11-28 14:05:09`, in UTC. */
export function formatInstant(instant: string | number): string {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

function clockPart<State>({ clock, limits }: SimulatorTools<State>): Markup {
  const { frozenAtMs, offsetMs } = clock.save();
  const kind = frozenAtMs !== null ? 'standing still' : Math.abs(offsetMs) > 1000 ? 'set by a test' : "the machine's";
  return html`<h2>Clock and limits</h2>
<p>${formatInstant(clock.now().getTime())} UTC, ${kind}. Rate limits are ${limits.isEnforced() ? 'enforced' : 'lifted'}.</p>`;
}

function faultPart<State>({ faults }: SimulatorTools<State>): Markup {
  const planted = faults.list();
  if (planted.length === 0) return html`<h2>Planted faults</h2><p class="empty">None.</p>`;
  return html`<h2>Planted faults</h2>
<ul>${planted.map(
    ({ kind, times, route, probability }) =>
      html`<li><code>${kind}</code> ${times === null ? 'until cleared' : `${times} more`}${route === null ? '' : ` at ${route}`}${probability < 1 ? `, with probability ${probability}` : ''}</li>`,
  )}</ul>`;
}

function webhookPart<State>({ webhooks }: SimulatorTools<State>): Markup {
  const targets = Object.entries(webhooks.targets()).filter(([, url]) => url !== null);
  const waiting = webhooks.deliveries().filter(({ status }) => status === 'waiting').length;
  const attempts = webhooks.attempts().slice(-shown).toReversed();
  return html`<h2>Sent</h2>
<p>${targets.length === 0 ? 'Nobody listens: no address is set.' : targets.map(([name, url]) => html`<code>${name}</code> to <code>${url ?? ''}</code>; `)} ${waiting} waiting.</p>
${
  attempts.length === 0
    ? html`<p class="empty">No attempt yet.</p>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Attempts to send"><table class="stacked">
<thead><tr><th scope="col">at</th><th scope="col">what</th><th scope="col">answer</th><th scope="col">how often</th></tr></thead>
<tbody>${attempts.map(
        ({ at, topic, subject, status, error, count, wrongSignature }) => html`<tr>
<td>${formatInstant(at)}</td><td><code>${topic}</code> ${subject}</td>
<td>${status === null ? html`<span class="tag tag-worry">none</span> ${error ?? ''}` : statusTag(status)}</td>
<td>attempt ${count}${wrongSignature ? ', wrongly signed' : ''}</td></tr>`,
      )}</tbody></table></div>`
}`;
}

function requestPart<State>({ requests }: SimulatorTools<State>): Markup {
  const all = requests.list();
  const latest = all.slice(-shown).toReversed();
  if (latest.length === 0) return html`<h2>Received</h2><p class="empty">No request yet.</p>`;
  return html`<h2>Received</h2>
<p>${all.length} in all${all.length > shown ? `, the last ${shown} of them` : ''}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Requests received"><table class="stacked">
<thead><tr><th scope="col">at</th><th scope="col">request</th><th scope="col">status</th><th scope="col">fault</th></tr></thead>
<tbody>${latest.map(
    ({ at, method, path, query, status, faults }) => html`<tr>
<td>${formatInstant(at)}</td><td><code>${method} ${path}${readable(query)}</code></td>
<td>${status === null ? html`<span class="tag tag-worry">no answer</span>` : statusTag(status)}</td><td>${faults.join(', ')}</td></tr>`,
  )}</tbody></table></div>`;
}

/** A query as one writes it by hand. */
function readable(query: string): string {
  if (query === '') return '';
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${name}=${value.slice(0, 60)}`);
  return `?${pairs.join('&')}`.slice(0, 160);
}

function statusTag(status: number): Markup {
  const tone = status < 400 ? 'tag-good' : status < 500 ? 'tag-mild' : 'tag-worry';
  return html`<span class="tag ${tone}">${status}</span>`;
}
