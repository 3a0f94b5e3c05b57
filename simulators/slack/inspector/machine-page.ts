import { formatInstant, html, inspectorParts, type Markup } from '../../kit/index.ts';
import type { User } from '../state.ts';
import type { Workspace } from '../workspace.ts';
import { frame } from './frame.ts';
import { userLabel } from './user-label.ts';

const shown = 50;

/** What goes back and forth between the workspace and the app. */
export function renderMachinePage(input: { workspace: Workspace; person: User; notice: string | null }): Markup {
  const { workspace, person, notice } = input;
  const { state, sockets, tools } = workspace;
  const content = html`<h2>Connection</h2>
<p>${state.mode === 'http' ? 'Events and actions go to the addresses of the app.' : `Socket Mode: ${sockets.connectionCount()} open.`}</p>
<ul>${state.tokens.map(
    ({ value, revoked, scopes }) =>
      html`<li><code>${value}</code> ${revoked ? html`<span class="tag tag-worry">revoked</span>` : html`<span class="tag tag-good">valid</span>`} <span class="soft">${scopes.join(', ')}</span></li>`,
  )}</ul>
${interactionTable(workspace)}
${inspectorParts(tools)}`;
  const address = `/_inspector/machine?as=${person.id}`;
  return frame({ workspace, person, current: 'machine', address, notice, content });
}

function interactionTable({ state }: Workspace): Markup {
  const latest = state.interactions.slice(-shown).toReversed();
  if (latest.length === 0)
    return html`<h2>What people did</h2><p class="empty">Nobody pressed or typed anything yet.</p>`;
  return html`<h2>What people did</h2>
<div class="scroll" tabindex="0" role="region" aria-label="What people did"><table class="stacked">
<thead><tr><th scope="col">at</th><th scope="col">who</th><th scope="col">what</th><th scope="col">answer</th></tr></thead>
<tbody>${latest.map(
    ({ at, userId, kind, what, acknowledged, problem, durationMs }) => html`<tr>
<td>${formatInstant(at)}</td><td>${userLabel(state, userId)}</td><td><code>${kind}</code> ${what}</td>
<td>${acknowledged ? html`<span class="tag tag-good">acknowledged</span>` : html`<span class="tag tag-worry">failed</span>`} ${problem ?? ''} ${durationMs} ms</td></tr>`,
  )}</tbody></table></div>`;
}
