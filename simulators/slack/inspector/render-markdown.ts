import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { safeLink } from './inline-text.ts';

const inlineForms =
  /\[(?<label>[^\]\n]+)\]\((?<url>[^)\s]+)\)|`(?<code>[^`\n]+)`|\*\*(?<bold>[^*\n]+)\*\*|(?<![\w*])[*_](?<italic>[^*_\n]+)[*_](?!\w)|~~(?<struck>[^~\n]+)~~/gu;

/** The standard marks that a markdown block and a streamed message take: headings, lists, emphasis, links. */
export function renderMarkdown(text: string): Markup {
  const lines = text.split('\n');
  return html`${lines.map((line, index) => html`${index === 0 ? null : html`<br>`}${renderLine(line)}`)}`;
}

function renderLine(line: string): Fragment {
  const heading = /^#{1,6}\s+(?<title>.+)$/u.exec(line)?.groups?.['title'];
  if (heading !== undefined) return html`<strong>${renderInline(heading)}</strong>`;
  const item = /^\s*[-*+]\s+(?<item>.+)$/u.exec(line)?.groups?.['item'];
  if (item !== undefined) return html`• ${renderInline(item)}`;
  return renderInline(line);
}

function renderInline(text: string): Fragment {
  const shown: Fragment[] = [];
  let position = 0;
  for (const match of text.matchAll(inlineForms)) {
    shown.push(text.slice(position, match.index), renderForm(match.groups ?? {}));
    position = match.index + match[0].length;
  }
  shown.push(text.slice(position));
  return shown;
}

function renderForm(form: Record<string, string | undefined>): Fragment {
  if (form['url'] !== undefined) return safeLink({ url: form['url'], label: form['label'] });
  if (form['code'] !== undefined) return html`<code>${form['code']}</code>`;
  if (form['bold'] !== undefined) return html`<strong>${form['bold']}</strong>`;
  if (form['italic'] !== undefined) return html`<em>${form['italic']}</em>`;
  return html`<s>${form['struck']}</s>`;
}
