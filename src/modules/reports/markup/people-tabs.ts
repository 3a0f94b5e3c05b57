import type { IndexTab } from '../schema.ts';
import { html, type Markup } from './html.ts';

const pages = [
  { here: 'people', path: '/people', label: 'People and keys' },
  { here: 'teams', path: '/teams', label: 'Teams and territories' },
  { here: 'audit', path: '/audit', label: 'Audit trail' },
] as const;

/** Between the pages of those who administer; the audit trail for whoever reads it. */
export function peopleTabs({
  here,
  tab,
  readsTrail,
}: {
  here: 'people' | 'teams' | 'audit';
  tab: IndexTab;
  readsTrail: boolean;
}): Markup {
  const shown = pages.filter((page) => page.here !== 'audit' || readsTrail);
  return html`<nav class="tabs" aria-label="Administration"><ul>${shown.map(
    (page) =>
      html`<li><a href="${page.path}?tab=${tab}"${page.here === here && html` aria-current="page"`}>${page.label}</a></li>`,
  )}</ul></nav>`;
}
