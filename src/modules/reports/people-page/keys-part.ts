import { Permission, Role } from '#contracts';
import { formatInstant } from '#platform/wording';
import { actionForm, options, wordsOf } from '../markup/action-form.ts';
import { html, type Markup } from '../markup/html.ts';
import type { PeoplePage } from './people-page.ts';

type Key = PeoplePage['keys'][number];

/** The keys of programs: one's own, or everybody's for an administrator. */
export function keysPart(page: PeoplePage): Markup {
  const { keys, viewer, managesServices, more } = page;
  return html`<section aria-labelledby="keys"><h2 id="keys">${managesServices ? 'Keys' : 'Your keys'}</h2>
${(viewer !== null || managesServices) && keyForm(page)}
${
  keys.length === 0
    ? html`<p class="quiet">There are none. A program signs in with a key, which does what its owner or its role may.</p>`
    : html`<ul class="calls">${keys.map(keyRow)}</ul>`
}
${more.keys && html`<p class="quiet">There are more, before these: GET /api/v1/keys lists all.</p>`}</section>`;
}

const ownKey = 'me';

function keyForm({ viewer, managesServices, manages }: PeoplePage): Markup {
  const services = managesServices ? Role.options : [];
  return html`<details class="tools"><summary>Make a key</summary>
<form method="post" action="/people/keys">
<div class="fields">
<label>Name <input name="name" maxlength="200" autocomplete="off" required></label>
<label>It does what <select name="as">${viewer !== null && html`<option value="${ownKey}">you may</option>`}${services.map(
    (role) =>
      html`<option value="${role}">${role === 'agent' ? 'an agent may, for a person' : `the role ${wordsOf(role)} may`}</option>`,
  )}</select></label>
${managesServices && html`<label>An agent acts for <input name="user" type="email" maxlength="320" autocomplete="off" placeholder="maya@yourcompany.example"></label>`}
<label>Days until it ends <select name="days">${options({ values: ['7', '30', '90'], chosen: '90' })}${manages && html`<option value="365">365</option><option value="never">never</option>`}</select></label>
</div>
<fieldset class="scopes"><legend>Limited to (none: all that the role may)</legend>${Permission.options.map(
    (permission) => html`<label><input type="checkbox" name="scope_${permission}"> ${wordsOf(permission)}</label>`,
  )}</fieldset>
<p><button type="submit">Make the key</button></p></form></details>`;
}

const stateTags: Readonly<Record<Key['state'], Markup | null>> = {
  valid: null,
  ended: html`<span class="tag">ended</span>`,
  revoked: html`<span class="tag">revoked</span>`,
};

function keyRow(key: Key): Markup {
  const { keyId, name, hint, owner, role, kind, scopes, state, expiresAt, lastUsedAt } = key;
  const whose = kind === 'personal' ? owner : role === 'agent' ? `agent, for ${owner ?? ''}` : wordsOf(role ?? '');
  return html`<li class="gap"><p class="call-title" dir="auto">${name} <span class="quiet">…${hint}</span> ${stateTags[state]}</p>
<dl class="facts">
<div><dt>Acts as</dt><dd>${whose}</dd></div>
<div><dt>Limited to</dt><dd>${scopes === null ? 'nothing: all of the role' : scopes.map(wordsOf).join(', ')}</dd></div>
<div><dt>Ends</dt><dd>${expiresAt === null ? 'never by itself' : formatInstant(expiresAt)}</dd></div>
<div><dt>Last used</dt><dd>${lastUsedAt === null ? 'never' : formatInstant(lastUsedAt)}</dd></div>
</dl>
${
  state === 'valid' &&
  html`<div class="choices">${actionForm({ action: `/people/keys/${keyId}/renew`, label: 'Renew', of: name, says: 'A new key; both hold for a day.' })}
${actionForm({ action: `/people/keys/${keyId}/end`, label: 'End', of: name, says: 'At once.', isGrave: true })}</div>`
}</li>
`;
}
