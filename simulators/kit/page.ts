import { html, type Markup, trusted } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { Answer } from './simulator-definition.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What stands in a page of an inspector. */
export interface PageParts {
  readonly title: string;
  /** One sentence under the heading. */
  readonly lead: Markup | string;
  readonly content: Markup;
  /** The page that this one belongs to. */
  readonly back?: { readonly href: string; readonly label: string };
  /** Rules of this vendor's pages, added to the shared ones. */
  readonly style?: string;
  /** Whether it takes in news by itself; a page that never changes does not. */
  readonly isLive?: boolean;
}

/** The frame of every inspector page: heading, way back, and a main part that keeps itself current. */
export function page(parts: PageParts): Markup {
  const { title, lead, content, back, style = '', isLive = true } = parts;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(pageStyle)}${trusted(style)}</style>
${isLive ? html`<script src="/_inspector/live.js" defer></script>` : null}
</head>
<body>
<header class="head">${back === undefined ? null : html`<nav aria-label="Way back"><a href="${back.href}">${back.label}</a></nav>`}
<h1>${title}</h1>
<p class="lead">${lead}</p>
</header>
<main id="live">${content}</main>
<footer class="foot">A simulator of Sophia. Nothing here is real, and nothing leaves this machine.</footer>
</body>
</html>`;
}

export function renderPage(markup: Markup): Answer {
  return {
    status: 200,
    headers: { 'content-security-policy': policy, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    contentType: 'text/html; charset=utf-8',
    text: markup.toString(),
  };
}

/** Takes in news every two seconds, unless somebody is selecting, typing or has opened something. */
export function liveScript(): Answer {
  const text = `'use strict';
const main = document.getElementById('live');
let known = main.innerHTML;
function isBusy() {
  const selection = String(getSelection());
  return document.hidden || selection !== '' || main.querySelector(':focus-visible, details[open]') !== null;
}
async function refresh() {
  if (isBusy()) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('live');
    if (next === null || isBusy() || next.innerHTML === known) return;
    known = next.innerHTML;
    main.replaceChildren(...next.childNodes);
  } catch {}
}
setInterval(refresh, 2000);
`;
  return { status: 200, contentType: 'text/javascript; charset=utf-8', text };
}
