import type { IndexTab, Viewer } from '../schema.ts';
import { html, type Markup } from './html.ts';
import { viewerForm } from './viewer-form.ts';

type Place = 'ask' | 'battlecards' | 'calls' | 'changes' | 'deals' | 'forecast' | 'ledger' | 'people' | 'search';

const places = [
  { place: 'calls', label: 'Calls', path: '/' },
  { place: 'deals', label: 'Deals', path: '/deals' },
  { place: 'forecast', label: 'Forecast', path: '/forecast' },
  { place: 'battlecards', label: 'Competitors', path: '/battlecards' },
  { place: 'changes', label: 'Changes', path: '/changes' },
  { place: 'ledger', label: 'Ledger', path: '/ledger' },
  { place: 'ask', label: 'Ask', path: '/ask' },
  { place: 'search', label: 'Search', path: '/search' },
  { place: 'people', label: 'People', path: '/people' },
] as const satisfies readonly { place: Place; label: string; path: string }[];

const tabNames = { calls: 'Your workspace', example: 'Example' } as const satisfies Record<IndexTab, string>;

/** The head of the server's pages: where one is, and what else there is. */
export function siteHead({
  here,
  tab,
  workspaceName,
  viewer,
}: {
  /** Null on a page that is none of them. */
  here: Place | null;
  tab: IndexTab;
  /** Of one's own workspace; null where it could not be read. */
  workspaceName: string | null;
  viewer: Viewer | null;
}): Markup {
  const open = places.filter(({ place }) => place !== 'changes' || viewer?.readsChanges !== false);
  return html`<header class="index-head"><p class="wordmark"><a href="/">Sophia</a></p>
<nav class="places" aria-label="Pages"><ul>${open.map(
    ({ place, label, path }) =>
      html`<li><a href="${path}?tab=${tab}"${place === here && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul></nav>
<div class="corner">${workspaceName !== null && html`<p class="workspace">${workspaceName}</p>`}${viewerForm(viewer)}</div></header>`;
}

/** Whose things a page shows: those of the own workspace, or of the example. */
export function workspaceTabs({ path, tab }: { path: string; tab: IndexTab }): Markup {
  return html`<nav class="tabs" aria-label="Workspaces"><ul>${(['calls', 'example'] as const).map(
    (each) =>
      html`<li><a href="${path}?tab=${each}"${each === tab && html` aria-current="page"`}>${tabNames[each]}</a></li>`,
  )}</ul></nav>`;
}
