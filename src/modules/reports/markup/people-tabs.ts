import type { IndexTab } from '../schema.ts';
import { html, type Markup } from './html.ts';

const pages = [
  { here: 'people', path: '/people', label: 'People and keys' },
  { here: 'teams', path: '/teams', label: 'Teams and territories' },
  { here: 'settings', path: '/settings', label: 'Limits and methods' },
  { here: 'audit', path: '/audit', label: 'Audit trail' },
] as const;

/** Between the pages of those who administer, of those that whoever looks may read. */
export function peopleTabs({
  here,
  tab,
  readsTeams,
  readsTrail,
  readsSettings,
}: {
  here: (typeof pages)[number]['here'];
  tab: IndexTab;
  readsTeams: boolean;
  readsTrail: boolean;
  readsSettings: boolean;
}): Markup {
  const reads = { people: true, teams: readsTeams, settings: readsSettings, audit: readsTrail };
  const shown = pages.filter((page) => reads[page.here]);
  return html`<nav class="tabs" aria-label="Administration"><ul>${shown.map(
    (page) =>
      html`<li><a href="${page.path}?tab=${tab}"${page.here === here && html` aria-current="page"`}>${page.label}</a></li>`,
  )}</ul></nav>`;
}
