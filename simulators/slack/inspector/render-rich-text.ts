import { z } from 'zod';
import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { JsonObject, type SlackState } from '../state.ts';
import { decodeEntities, emojiOf, reference, safeLink } from './inline-text.ts';

const Container = z.looseObject({
  type: z.string(),
  style: z.unknown().optional(),
  elements: z.array(JsonObject).catch([]),
});
const Style = z
  .looseObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
  .catch({});

/** What people write: sections, lists, quotes and code, with their references. */
export function renderRichText(state: SlackState, elements: readonly JsonObject[]): Markup {
  return html`${elements.map((element) => renderContainer(state, Container.parse(element)))}`;
}

function renderContainer(state: SlackState, { type, style, elements }: z.infer<typeof Container>): Fragment {
  if (type === 'rich_text_list') {
    const items = elements.map((element) => html`<li>${renderContainer(state, Container.parse(element))}</li>`);
    return style === 'ordered' ? html`<ol class="marked">${items}</ol>` : html`<ul class="marked">${items}</ul>`;
  }
  const inside = elements.map((element) => renderLeaf(state, element));
  if (type === 'rich_text_quote') return html`<blockquote>${inside}</blockquote>`;
  if (type === 'rich_text_preformatted') return html`<pre><code>${inside}</code></pre>`;
  return html`${inside}`;
}

function renderLeaf(state: SlackState, element: JsonObject): Fragment {
  const text = decodeEntities(String(element['text'] ?? ''));
  switch (element['type']) {
    case 'user':
      return reference(state, `@${String(element['user_id'])}`);
    case 'channel':
      return reference(state, `#${String(element['channel_id'])}`);
    case 'broadcast':
      return reference(state, `!${String(element['range'])}`);
    case 'emoji':
      return emojiOf(String(element['name']));
    case 'link':
      return safeLink({ url: String(element['url']), label: text === '' ? String(element['url']) : text });
    default:
      return styled(text, element['style']);
  }
}

function styled(text: string, given: unknown): Fragment {
  const { bold, italic, strike, code } = Style.parse(given);
  const lines = text.split('\n').map((line, index) => html`${index === 0 ? null : html`<br>`}${line}`);
  const coded = code === true ? html`<code>${lines}</code>` : html`${lines}`;
  const struck = strike === true ? html`<s>${coded}</s>` : coded;
  const slanted = italic === true ? html`<em>${struck}</em>` : struck;
  return bold === true ? html`<strong>${slanted}</strong>` : slanted;
}
