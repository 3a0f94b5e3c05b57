import { PersonRole } from '#contracts';
import { formatCount, formatInstant } from '#platform/wording';
import { actionForm, options, wordsOf } from '../markup/action-form.ts';
import { html, type Markup } from '../markup/html.ts';
import { peopleTabs } from '../markup/people-tabs.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead } from '../markup/site-head.ts';
import { keysPart } from './keys-part.ts';
import type { PeoplePage, ShownSecret } from './people-page.ts';

const peoplePage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'people.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page on which an administrator adds people and keys, and everybody sees their own keys. */
export function renderPeopleHtml(page: PeoplePage): string {
  const { tab, workspaceName, viewer, people, manages, readsTrail, readsSettings } = page;
  return renderPage({
    kind: peoplePage,
    title: 'People · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#content">Skip to the content</a>
${siteHead({ here: 'people', tab, workspaceName, viewer })}
<main id="content" tabindex="-1">
<h1>People and keys</h1>
${(readsTrail || readsSettings || people !== null) && peopleTabs({ here: 'people', tab, readsTeams: people !== null, readsTrail, readsSettings })}
${page.problem !== null && html`<p class="notice notice-problem" role="alert">${page.problem}</p>`}
${page.shown !== null && shownPart(page.shown)}
${mePart(page)}
${people !== null && peoplePart(page)}
${manages && sessionsPart(page)}
${keysPart(page)}
</main>
${people !== null && html`<footer class="index-foot"><p>What each role may do: <a href="/api/v1/roles">/api/v1/roles</a>. Who sees what by teams and territories: <a href="/teams?tab=${tab}">/teams</a>.</p></footer>`}`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function peopleContentSecurityPolicy(): string {
  return policyOf(peoplePage);
}

function shownPart({ kind, title, secret, expiresAt }: ShownSecret): Markup {
  const end = expiresAt === null ? 'It does not end by itself.' : `It ends ${formatInstant(expiresAt)}.`;
  const use =
    kind === 'link' ? 'It sets a password, once. Hand it over yourself.' : 'Keep it where the program reads it.';
  return html`<section class="notice" role="status" aria-labelledby="shown"><h2 id="shown">${title}</h2>
<p>Shown this once: Sophia keeps only a hash of it. ${use} ${end}</p>
<pre tabindex="0" aria-label="${title}"><code>${secret}</code></pre></section>`;
}

function mePart({ viewer }: PeoplePage): Markup {
  if (viewer === null) {
    return html`<p class="quiet">You are the operator of this machine. From the first account on, everybody signs in.</p>`;
  }
  return html`<p class="quiet">You are <bdi>${viewer.name}</bdi>, ${viewer.email}, ${wordsOf(viewer.role)}.</p>`;
}

function peoplePart(page: PeoplePage): Markup {
  const { people, manages, nextHref } = page;
  return html`<section aria-labelledby="people"><h2 id="people">Who has an account</h2>
${manages && inviteForm()}
${
  people === null || people.length === 0
    ? html`<p class="quiet">Nobody has one yet. The first account is invited here, or with sophia users invite.</p>`
    : html`<ul class="calls">${people.map((person) => personRow({ person, page }))}</ul>`
}
${nextHref !== null && html`<p class="older"><a href="${nextHref}">More people</a></p>`}</section>`;
}

function inviteForm(): Markup {
  return html`<details class="tools"><summary>Invite somebody</summary>
<form method="post" action="/people"><p class="quiet">By the address that they have in the CRM and in calls: what is theirs is known by it.</p>
<div class="fields">
<label>E-mail address <input name="email" type="email" maxlength="320" autocomplete="off" required></label>
<label>Name <input name="name" maxlength="200" autocomplete="off" required></label>
<label>Role <select name="role">${options({ values: PersonRole.options, chosen: 'representative' })}</select></label>
<button type="submit">Invite</button></div></form></details>`;
}

type Person = NonNullable<PeoplePage['people']>[number];

const stateTags: Readonly<Record<Person['state'], Markup | null>> = {
  active: null,
  invited: html`<span class="tag tag-mild">invited</span>`,
  ended: html`<span class="tag">closed</span>`,
};

function personRow({ person, page }: { person: Person; page: PeoplePage }): Markup {
  const { name, email, role, state, teams, lastSignInAt, openSessions } = person;
  const team = teams.map((each) => (each.leads ? `${each.name} (leads)` : each.name)).join(', ');
  return html`<li class="gap"><p class="call-title" dir="auto">${name} ${stateTags[state]}</p>
<p class="call-facts">${email}</p>
<dl class="facts">
<div><dt>Role</dt><dd>${wordsOf(role)}</dd></div>
<div><dt>Teams</dt><dd dir="auto">${team === '' ? 'none' : team}</dd></div>
${
  openSessions !== null &&
  html`<div><dt>Last sign-in</dt><dd>${lastSignInAt === null ? 'never' : formatInstant(lastSignInAt)}</dd></div>
<div><dt>Open sessions</dt><dd>${openSessions}</dd></div>`
}
</dl>
${page.manages && personTools(person)}</li>
`;
}

function personTools({ userId, name, role, state, openSessions, version }: Person): Markup {
  const path = `/people/${userId}`;
  return html`<details class="tools"><summary>Change<span class="visually-hidden"> ${name}</span></summary>
<div class="choices">
${
  state !== 'ended' &&
  html`<form method="post" action="${path}/role"><input type="hidden" name="version" value="${version}"><div class="fields"><label>Role <select name="role">${options({ values: PersonRole.options, chosen: role })}</select></label>
<button type="submit">Give this role</button></div><p class="quiet">Their sessions end.</p></form>`
}
${actionForm({ action: `${path}/link`, label: 'Make a new link', of: name, says: state === 'ended' ? 'Opens the account again, with a new password.' : 'For who lost theirs or forgot the password; the one before no longer works.' })}
${(openSessions ?? 0) > 0 && actionForm({ action: `${path}/sign-out`, label: `End ${formatCount(openSessions ?? 0, 'session')}`, of: name, says: 'They sign in again. Keys hold.' })}
${state !== 'ended' && actionForm({ action: `${path}/close`, label: 'Close the account', of: name, says: 'Sessions and keys of it end at once.', isGrave: true })}
</div></details>`;
}

function sessionsPart(page: PeoplePage): Markup {
  return html`<section aria-labelledby="sessions"><h2 id="sessions">Open sessions</h2>
${page.sessions === null ? html`<p><a href="/people?tab=${page.tab}&amp;sessions=shown#sessions">Show who is signed in, and from where</a> <span class="quiet">That you looked is recorded.</span></p>` : sessionList(page.sessions)}
${page.more.sessions && html`<p class="quiet">There are more, before these: GET /api/v1/sessions lists all.</p>`}</section>`;
}

function sessionList(sessions: NonNullable<PeoplePage['sessions']>): Markup {
  if (sessions.length === 0) return html`<p class="quiet">Nobody is signed in with a browser.</p>`;
  return html`<ul class="calls">${sessions.map(
    ({ sessionId, email, openedAt, expiresAt, ipAddress }) => html`<li class="gap"><p class="call-title">${email}</p>
<dl class="facts">
<div><dt>Since</dt><dd>${formatInstant(openedAt)}</dd></div>
<div><dt>Until</dt><dd>${formatInstant(expiresAt)}</dd></div>
<div><dt>From</dt><dd>${ipAddress ?? 'not known'}</dd></div>
</dl>
${actionForm({ action: `/people/sessions/${sessionId}/end`, label: 'End it', of: `the session of ${email}, since ${formatInstant(openedAt)}`, says: null })}</li>
`,
  )}</ul>`;
}
