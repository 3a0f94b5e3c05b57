import { codeWords } from '../markup/code-words.ts';
import { html } from '../markup/html.ts';
import { type PageKind, policyOf, renderPage } from '../markup/render-page.ts';
import { siteHead } from '../markup/site-head.ts';
import { viewerForm } from '../markup/viewer-form.ts';
import type { ErrorPage } from '../schema.ts';

const errorPage: PageKind = {
  styles: ['tokens.css', 'base.css', 'index.css'],
  scripts: [],
  connects: false,
  forms: true,
};

const titles: Readonly<Record<number, string>> = {
  403: 'You may not see this',
  404: 'Not found',
  410: 'No longer there',
};

/** The content security policy that an error page is sent with. */
export function errorContentSecurityPolicy(): string {
  return policyOf(errorPage);
}

/** A page that says what is wrong and what to do, and the reference that the log knows it by. */
export function renderErrorHtml({ status, sentence, action, reference, viewer, tab, back }: ErrorPage): string {
  const title = titles[status] ?? (status < 500 ? 'That did not work' : 'Something went wrong');
  const head =
    tab === null
      ? html`<header class="index-head"><p class="wordmark"><a href="/">Sophia</a></p>${viewerForm(viewer)}</header>`
      : siteHead({ here: null, tab, workspaceName: null, viewer });
  return renderPage({
    kind: errorPage,
    title: `${title} · Sophia`,
    bodyClass: 'index-page',
    body: html`${head}
<main class="error"><h1>${title}</h1>
<p class="error-sentence">${codeWords(sentence)}</p>
<p>${codeWords(action)}</p>
<p><a href="${back.href}">${back.label}</a></p>
<p class="quiet">Status ${status}${reference !== null && html`, reference <code>${reference}</code>`}</p>
</main>`,
  });
}
