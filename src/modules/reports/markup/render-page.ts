import { type Fragment, html, type Markup, trusted } from './html.ts';
import { type AssetName, inlineHash, readAssets } from './read-assets.ts';

/** What a kind of page is made of; its policy follows from it. */
export interface PageKind {
  readonly styles: readonly AssetName[];
  readonly scripts: readonly AssetName[];
  /** Whether the page asks its own server for news. */
  readonly connects: boolean;
  /** Whether the page sends forms to its own server; left out for no. */
  readonly forms?: boolean;
}

export interface PageParts {
  readonly kind: PageKind;
  readonly title: string;
  readonly bodyClass: string;
  readonly body: Fragment;
  /** Seconds after which the page is loaded anew where scripts do not run; null for never. */
  readonly refreshSeconds?: number | null;
}

/** A whole page that asks for nothing from outside: styles and scripts stand in it, and its own policy forbids the rest. */
export function renderPage({ kind, title, bodyClass, body, refreshSeconds = null }: PageParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(kind)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="${referrerOf(kind)}">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${trusted(readAssets(kind.styles))}</style>
${refreshSeconds !== null && html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}"></noscript>`}
</head>
<body class="${bodyClass}">
${body}
${scriptOf(kind)}
</body>
</html>
`;
  return page.toString();
}

/** The content security policy for a kind of page: only the texts that stand in it may act. */
export function policyOf({ styles, scripts, connects, forms = false }: PageKind): string {
  return [
    "default-src 'none'",
    `style-src ${inlineHash(readAssets(styles))}`,
    `script-src ${scripts.length === 0 ? "'none'" : inlineHash(readAssets(scripts))}`,
    `connect-src ${connects ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    `form-action ${forms ? "'self'" : "'none'"}`,
  ].join('; ');
}

/** Without a referrer a browser names no origin with a form, and the server refuses what may be another site's. */
function referrerOf({ forms = false }: PageKind): string {
  return forms ? 'same-origin' : 'no-referrer';
}

function scriptOf({ scripts }: PageKind): Markup | null {
  return scripts.length === 0 ? null : html`<script>${trusted(readAssets(scripts))}</script>`;
}
