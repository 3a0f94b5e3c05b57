import { html } from '../markup/html.ts';
import { peopleTabs } from '../markup/people-tabs.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead, workspaceTabs } from '../markup/site-head.ts';
import { limitsPart } from './limits-part.ts';
import { methodsPart } from './methods-part.ts';
import type { SettingsPage } from './settings-page.ts';

const settingsPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css', 'flow.css', 'people.css'],
  scripts: [],
  connects: false,
  forms: true,
};

/** The page of limits and methods: what holds and who said so; whoever may tries others on history and publishes them. */
export function renderSettingsHtml(page: SettingsPage): string {
  const { tab, workspaceName, viewer, readsTeams, readsTrail } = page;
  return renderPage({
    kind: settingsPage,
    title: 'Limits and methods · Sophia',
    bodyClass: 'index-page',
    body: html`<a class="skip" href="#content">Skip to the content</a>
${siteHead({ here: 'people', tab, workspaceName, viewer })}
<main id="content" tabindex="-1">
<h1>Limits and methods</h1>
${peopleTabs({ here: 'settings', tab, readsTeams, readsTrail, readsSettings: true })}
${workspaceTabs({ path: '/settings', tab })}
${limitsPart(page)}
${methodsPart(page)}
</main>
<footer class="index-foot"><p>What is published holds at once: for the next look at the deals, and for calls that are analyzed afterward. The file workspace.json is not written, and has the last word where it says something else at a start than at the one before. With commands: <code>sophia warnings limits</code>, <code>sophia methods show</code>; over the API <a href="/api/v1">/api/v1/warnings/limits and /api/v1/methods</a>.</p></footer>`,
  });
}

/** The content security policy that a server may send with the page; the page holds the same. */
export function settingsContentSecurityPolicy(): string {
  return policyOf(settingsPage);
}
