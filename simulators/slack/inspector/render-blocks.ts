import { z } from 'zod';
import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { JsonObject } from '../state.ts';
import { safeLink } from './inline-text.ts';
import { renderControl, renderElement, textOf } from './render-element.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import { renderRichText } from './render-rich-text.ts';
import type { Where } from './where.ts';

const Block = z.looseObject({
  type: z.string(),
  block_id: z.string().catch(''),
  elements: z.array(JsonObject).catch([]),
  fields: z.array(JsonObject).catch([]),
  accessory: JsonObject.optional(),
  element: JsonObject.optional(),
  rows: z.array(z.array(JsonObject)).catch([]),
});
type Block = z.infer<typeof Block>;

interface Rendering {
  readonly where: Where;
  readonly block: Block;
  /** The form of the modal that the blocks stand in. */
  readonly form: string | null;
}

/** Blocks as a reader of Slack sees them. */
export function renderBlocks(input: { where: Where; blocks: readonly JsonObject[]; form: string | null }): Markup {
  const { where, blocks, form } = input;
  return html`<div class="blocks">${blocks.map((block) => renderBlock({ where, block: Block.parse(block), form }))}</div>`;
}

function renderBlock(rendering: Rendering): Fragment {
  const { where, block } = rendering;
  const { elements } = block;
  switch (block.type) {
    case 'header':
      return html`<p class="header-block">${textOf(block['text'])}</p>`;
    case 'divider':
      return html`<hr>`;
    case 'section':
      return renderSection(rendering);
    case 'context':
      return html`<div class="context">${elements.map((each) => html`<span>${renderTextOrImage(where, each)}</span>`)}</div>`;
    case 'actions':
    case 'context_actions':
      return html`<div class="actions">${elements.map((element) => renderElement(where, { element, blockId: block.block_id }))}</div>`;
    case 'input':
      return renderInput(rendering);
    case 'rich_text':
      return html`<div>${renderRichText(where.state, elements)}</div>`;
    case 'markdown':
      return html`<div>${renderMarkdown(String(block['text']))}</div>`;
    case 'table':
      return renderTable(rendering);
    case 'image':
      return html`<p class="image">${safeLink({ url: String(block['image_url']), label: String(block['alt_text']) })}</p>`;
    default:
      return html`<p class="soft">A block of the type ${block.type}.</p>`;
  }
}

function renderSection({ where, block }: Rendering): Markup {
  const { accessory, fields, block_id: blockId } = block;
  const text = block['text'] === undefined ? null : html`<div>${renderText(where, block['text'])}</div>`;
  const grid =
    fields.length === 0
      ? null
      : html`<div class="fields">${fields.map((each) => html`<div>${renderText(where, each)}</div>`)}</div>`;
  const beside = accessory === undefined ? null : renderElement(where, { element: accessory, blockId });
  return html`<div class="section"><div>${text}${grid}</div>${beside}</div>`;
}

function renderInput({ where, block, form }: Rendering): Fragment {
  const { element, block_id: blockId } = block;
  if (element === undefined) return null;
  const hint = textOf(block['hint']);
  const placed = { element: { ...element, placeholder: block['label'] }, blockId };
  return html`<div class="input"><p class="label">${textOf(block['label'])}${block['optional'] === true ? html` <span class="soft">(optional)</span>` : null}</p>
${form === null ? renderElement(where, placed) : renderControl({ where, placed, form })}
${hint === '' ? null : html`<p class="soft">${hint}</p>`}</div>`;
}

function renderTable({ where, block }: Rendering): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>${block.rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${renderCell(where, cell)}</td>`)}</tr>`,
  )}</table></div>`;
}

function renderCell({ state }: Where, cell: JsonObject): Fragment {
  const { elements } = Block.parse(cell);
  return elements.length > 0 ? renderRichText(state, elements) : String(cell['text'] ?? cell['value'] ?? '');
}

function renderTextOrImage(where: Where, element: JsonObject): Markup {
  return element['type'] === 'image' ? html`${String(element['alt_text'])}` : renderText(where, element);
}

function renderText({ state }: Where, given: unknown): Markup {
  const parsed = JsonObject.parse(given);
  return parsed['type'] === 'mrkdwn' ? renderMrkdwn(state, String(parsed['text'])) : html`${textOf(parsed)}`;
}
