import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The files in `assets/` that pages are made of. */
export type AssetName =
  | 'tokens.css'
  | 'base.css'
  | 'report.css'
  | 'sections.css'
  | 'charts.css'
  | 'transcript.css'
  | 'print.css'
  | 'index.css'
  | 'deal.css'
  | 'flow.css'
  | 'forecast.css'
  | 'forms.css'
  | 'people.css'
  | 'search.css'
  | 'ask.css'
  | 'reference.css'
  | 'report.js'
  | 'ask.js'
  | 'ask-exchange.js'
  | 'index.js';

/** The text of files in `assets/`, one after the other. Throws where one is missing from the installation. */
export function readAssets(names: readonly AssetName[]): string {
  return names.map((name) => readFileSync(new URL(`../assets/${name}`, import.meta.url), 'utf8')).join('\n');
}

/** What a content security policy knows an inline text by: `'sha256-…'`. */
export function inlineHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
