import type { IndexTab } from '../schema.ts';
import { html, type Markup } from './html.ts';

const pages = [
  { here: 'people', path: '/people', label: 'People and keys' },
  { here: 'audit', path: '/audit', label: 'Audit trail' },
] as const;

/** Between the pages of an administrator. */
export function peopleTabs({ here, tab }: { here: 'people' | 'audit'; tab: IndexTab }): Markup {
  return html`<nav class="tabs" aria-label="Administration"><ul>${pages.map(
    (page) =>
      html`<li><a href="${page.path}?tab=${tab}"${page.here === here && html` aria-current="page"`}>${page.label}</a></li>`,
  )}</ul></nav>`;
}
