import { describeTerritoryRule } from '#contracts';
import { html, type Markup } from '../markup/html.ts';
import { peopleTabs } from '../markup/people-tabs.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead } from '../markup/site-head.ts';
import type { TeamsPage } from './teams-page.ts';

const teamsPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'people.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page of teams and territories: who leads and who is in each, what lies in which; an administrator changes them. */
export function renderTeamsHtml(page: TeamsPage): string {
  const { tab, workspaceName, viewer, problem, readsTrail, readsSettings } = page;
  return renderPage({
    kind: teamsPage,
    title: 'Teams · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#content">Skip to the content</a>
${siteHead({ here: 'people', tab, workspaceName, viewer })}
<main id="content" tabindex="-1">
<h1>Teams and territories</h1>
${peopleTabs({ here: 'teams', tab, readsTeams: true, readsTrail, readsSettings })}
${problem !== null && html`<p class="notice notice-problem" role="alert">${problem.sentence}</p>`}
${teamsPart(page)}
${territoriesPart(page)}
</main>
<footer class="index-foot"><p>Who leads a team sees the calls and deals of those who are in it. A territory adds the deals that lie in it to what its managers see; to other roles it gives nothing.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function teamsContentSecurityPolicy(): string {
  return policyOf(teamsPage);
}

function teamsPart(page: TeamsPage): Markup {
  const { teams, manages } = page;
  return html`<section aria-labelledby="teams"><h2 id="teams">Teams</h2>
${manages && openForm({ page, action: '/teams', summary: 'Make a team', form: teamForm({ page, action: '/teams', team: null }) })}
${
  teams.length === 0
    ? html`<p class="quiet">There is no team yet: everybody but managers sees what their role says, and a manager their own. ${manages ? 'Make the first one here.' : 'An administrator makes them here.'}</p>`
    : html`<ul class="calls">${teams.map((team) => teamRow({ page, team }))}</ul>`
}</section>`;
}

function territoriesPart(page: TeamsPage): Markup {
  const { territories, manages } = page;
  const form = territoryForm({ page, action: '/territories', territory: null });
  return html`<section aria-labelledby="territories"><h2 id="territories">Territories</h2>
${manages && openForm({ page, action: '/territories', summary: 'Make a territory', form })}
${
  territories.length === 0
    ? html`<p class="quiet">There is no territory yet: managers see the deals of the teams that they lead. ${manages ? 'Make the first one here.' : 'An administrator makes them here.'}</p>`
    : html`<ul class="calls">${territories.map((territory) => territoryRow({ page, territory }))}</ul>`
}</section>`;
}

type Team = TeamsPage['teams'][number];
type Territory = TeamsPage['territories'][number];

function teamRow({ page, team }: { page: TeamsPage; team: Team }): Markup {
  const { teamId, name, leads, members } = team;
  const action = `/teams/${teamId}`;
  return html`<li class="gap"><p class="call-title" dir="auto">${name}</p>
<dl class="facts">
<div><dt>Led by</dt><dd>${peopleOf(page, leads)}</dd></div>
<div><dt>In it</dt><dd>${peopleOf(page, members)}</dd></div>
</dl>
${page.manages && openForm({ page, action, summary: 'Change', of: name, form: teamForm({ page, action, team }) })}</li>
`;
}

function territoryRow({ page, territory }: { page: TeamsPage; territory: Territory }): Markup {
  const { territoryId, name, rules, members } = territory;
  const action = `/territories/${territoryId}`;
  const form = territoryForm({ page, action, territory });
  return html`<li class="gap"><p class="call-title" dir="auto">${name}</p>
<dl class="facts">
<div><dt>Deals where</dt><dd dir="auto">${rules.map(describeTerritoryRule).join(', and ')}</dd></div>
<div><dt>Seen by</dt><dd>${peopleOf(page, members)}</dd></div>
</dl>
${page.manages && openForm({ page, action, summary: 'Change', of: name, form })}</li>
`;
}

function peopleOf({ names }: TeamsPage, addresses: readonly string[]): Markup | string {
  if (addresses.length === 0) return 'nobody';
  return html`${addresses.map((address, place) => html`${place > 0 && ', '}<bdi title="${address}">${names.get(address) ?? address}</bdi>`)}`;
}

/** What was typed and not taken stands open again. */
function openForm({
  page,
  action,
  summary,
  of,
  form,
}: {
  page: TeamsPage;
  action: string;
  summary: string;
  of?: string;
  form: Markup;
}): Markup {
  const isOpen = page.problem?.action === action;
  return html`<details class="tools"${isOpen && html` open`}><summary>${summary}${of !== undefined && html`<span class="visually-hidden"> ${of}</span>`}</summary>
${form}</details>`;
}

function teamForm({ page, action, team }: { page: TeamsPage; action: string; team: Team | null }): Markup {
  const typed = typedIn({ page, action });
  return html`<form method="post" action="${action}">${versionField({ known: team, typed })}
<div class="fields">
${nameField({ known: team?.name ?? null, typed })}
${linesField({ name: 'leads', label: 'Led by (addresses, one a line)', lines: typed['leads'] ?? team?.leads.join('\n') ?? '' })}
${linesField({ name: 'members', label: 'In it (addresses, one a line)', lines: typed['members'] ?? team?.members.join('\n') ?? '' })}
</div>
<p><button type="submit">${team === null ? 'Make the team' : 'Set the team'}</button></p></form>
${team !== null && removeForm({ action, label: 'Remove the team', of: team.name, version: team.version, says: 'Those who lead it see what is theirs alone from then on.' })}`;
}

function territoryForm({
  page,
  action,
  territory,
}: {
  page: TeamsPage;
  action: string;
  territory: Territory | null;
}): Markup {
  const typed = typedIn({ page, action });
  return html`<form method="post" action="${action}">${versionField({ known: territory, typed })}
<p class="quiet">A deal lies in it where all rules hold. Each names a property of the deal or of its company by the internal name, and the values that belong to it: company.state=CA,OR. A value with a comma stands in double quotes: company.city="Portland, OR",Salem</p>
<div class="fields">
${nameField({ known: territory?.name ?? null, typed })}
${linesField({ name: 'rules', label: 'Rules (one a line)', lines: typed['rules'] ?? territory?.ruleLines ?? '' })}
${linesField({ name: 'members', label: 'Managers who see it (addresses, one a line)', lines: typed['members'] ?? territory?.members.join('\n') ?? '' })}
</div>
<p><button type="submit">${territory === null ? 'Make the territory' : 'Set the territory'}</button></p></form>
${territory !== null && removeForm({ action, label: 'Remove the territory', of: territory.name, version: territory.version, says: 'Nobody sees deals by it from then on.' })}`;
}

function removeForm({
  action,
  label,
  of,
  version,
  says,
}: {
  action: string;
  label: string;
  of: string;
  version: string;
  says: string;
}): Markup {
  return html`<form method="post" action="${action}/remove"><input type="hidden" name="version" value="${version}"><button type="submit" class="grave">${label}<span class="visually-hidden">: ${of}</span></button> <span class="quiet">${says}</span></form>`;
}

/** A name is what a team or a territory is known by, so it does not change. */
function nameField({ known, typed }: { known: string | null; typed: Readonly<Record<string, string>> }): Markup | null {
  if (known !== null) return null;
  return html`<label>Name <input name="name" maxlength="200" autocomplete="off" required value="${typed['name'] ?? ''}"></label>`;
}

function linesField({ name, label, lines }: { name: string; label: string; lines: string }): Markup {
  const rows = Math.min(12, Math.max(3, lines.split('\n').length + 1));
  return html`<label>${label} <textarea name="${name}" rows="${rows}" autocomplete="off" spellcheck="false">${lines}</textarea></label>`;
}

/** What was typed was typed over the version of that time: another that came meanwhile is not to be lost to it. */
function versionField({
  known,
  typed,
}: {
  known: { readonly version: string } | null;
  typed: Readonly<Record<string, string>>;
}): Markup | null {
  if (known === null) return null;
  return html`<input type="hidden" name="version" value="${typed['version'] ?? known.version}">`;
}

function typedIn({ page, action }: { page: TeamsPage; action: string }): Readonly<Record<string, string>> {
  return page.problem?.action === action ? page.problem.fields : {};
}
