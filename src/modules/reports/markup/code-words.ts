import { html, type Markup } from './html.ts';

/** A sentence in which commands and names stand between backticks, as errors have them. */
export function codeWords(sentence: string): Markup {
  const parts = sentence.split(/`([^`]+)`/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}
