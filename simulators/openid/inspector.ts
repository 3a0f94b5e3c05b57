import { html, inspectorParts, type Markup, page, type SimulatorTools } from '../kit/index.ts';
import { openidClient } from './client.ts';
import type { OpenidState } from './state.ts';

/** Whom the provider knows, and what it signs with. */
export function inspector(tools: SimulatorTools<OpenidState>): Markup {
  const { state, url } = tools;
  return page({
    title: 'OpenID Connect',
    lead: html`The simulator that stands in for a provider with which people sign in, at <code>${url}</code>.`,
    content: html`<dl class="facts">
<div><dt>Client</dt><dd><code>${openidClient.clientId}</code></dd></div>
<div><dt>Proves itself</dt><dd><code>${state.settings.authMethod}</code></dd></div>
<div><dt>Signs with</dt><dd><code>${state.keys[0]?.kid}</code></dd></div>
<div><dt>Codes given</dt><dd>${state.codes.length}</dd></div>
<div><dt>Signed out</dt><dd>${state.signOuts.length}</dd></div>
</dl>
<h2>People</h2>
<ul>${state.people.map(
      ({ name, email, isVerified }) => html`<li>${name} (${email})${isVerified ? '' : ', not verified'}</li>`,
    )}</ul>
${inspectorParts(tools)}`,
  });
}
