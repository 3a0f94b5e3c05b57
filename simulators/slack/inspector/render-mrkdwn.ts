import { type Fragment, html, type Markup } from '../../kit/index.ts';
import type { SlackState } from '../state.ts';
import { decodeEntities, emojiOf, reference } from './inline-text.ts';

const inlineForms =
  /<(?<reference>[^<>\n]+)>|`(?<code>[^`\n]+)`|(?<![\w*])\*(?<bold>(?=\S)(?:<[^<>\n]+>|[^*<\n])+(?<!\s))\*(?!\w)|(?<![\w_])_(?<italic>(?=\S)(?:<[^<>\n]+>|[^_<\n])+(?<!\s))_(?!\w)|(?<![\w~])~(?<struck>(?=\S)(?:<[^<>\n]+>|[^~<\n])+(?<!\s))~(?!\w)|:(?<emoji>[a-z0-9_+-]+):/gu;

/** Slack's own marks: `*bold*`, `_italic_`, `~struck~`, code, quotes, references in angle brackets. */
export function renderMrkdwn(state: SlackState, text: string): Markup {
  const parts = text.split('```');
  return html`${parts.map((part, index) =>
    index % 2 === 1 ? html`<pre><code>${decodeEntities(part.trim())}</code></pre>` : renderLines(state, part),
  )}`;
}

function renderLines(state: SlackState, text: string): Fragment {
  const groups: { isQuote: boolean; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const isQuote = /^(&gt;|>)/u.test(line);
    const last = groups.at(-1);
    const shown = isQuote ? line.replace(/^(&gt;|>) ?/u, '') : line;
    if (last?.isQuote === isQuote) last.lines.push(shown);
    else groups.push({ isQuote, lines: [shown] });
  }
  return groups.map(({ isQuote, lines }) => {
    const inside = lines.map((line, index) => html`${index === 0 ? null : html`<br>`}${renderInline(state, line)}`);
    return isQuote ? html`<blockquote>${inside}</blockquote>` : html`${inside}`;
  });
}

function renderInline(state: SlackState, text: string): Fragment {
  const shown: Fragment[] = [];
  let position = 0;
  for (const match of text.matchAll(inlineForms)) {
    shown.push(decodeEntities(text.slice(position, match.index)), renderForm(state, match.groups ?? {}));
    position = match.index + match[0].length;
  }
  shown.push(decodeEntities(text.slice(position)));
  return shown;
}

function renderForm(state: SlackState, form: Record<string, string | undefined>): Fragment {
  if (form['reference'] !== undefined) return reference(state, form['reference']);
  if (form['code'] !== undefined) return html`<code>${decodeEntities(form['code'])}</code>`;
  if (form['bold'] !== undefined) return html`<strong>${renderInline(state, form['bold'])}</strong>`;
  if (form['italic'] !== undefined) return html`<em>${renderInline(state, form['italic'])}</em>`;
  if (form['struck'] !== undefined) return html`<s>${renderInline(state, form['struck'])}</s>`;
  return emojiOf(form['emoji'] ?? '');
}
