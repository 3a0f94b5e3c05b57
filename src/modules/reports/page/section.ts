import { type Fragment, html, type Markup } from '../markup/html.ts';

export interface SectionParts {
  readonly id: string;
  readonly title: string;
  /** A few words beside the title: a count, what the figures rest on. */
  readonly note?: string | null;
  readonly body: Fragment;
}

/** A part of the report with its heading. */
export function section({ id, title, note = null, body }: SectionParts): Markup {
  return html`<section class="part" id="${id}" aria-labelledby="${id}-title">
<div class="part-head"><h2 id="${id}-title">${title}</h2>${note !== null && html`<p class="note">${note}</p>`}</div>
${body}
</section>
`;
}

/** What stands where nothing was found: said, so that silence is not taken for a fault. */
export function nothingFound(sentence: string): Markup {
  return html`<p class="nothing">${sentence}</p>`;
}

export interface FoldedList {
  readonly items: readonly Fragment[];
  readonly shown: number;
  /** What the rest is, after its number: `more questions`. */
  readonly rest: string;
  readonly className: string;
}

/** A list of which only the first items are open; the rest unfolds. */
export function foldedList({ items, shown, rest, className }: FoldedList): Markup {
  const open = items.length <= shown + 1 ? items.length : shown;
  const list = html`<ul class="${className}">${items.slice(0, open)}</ul>`;
  if (open === items.length) return list;
  return html`${list}<details class="rest"><summary>${items.length - open} ${rest}</summary><ul class="${className}">${items.slice(open)}</ul></details>`;
}

/** A word or two in a colored frame. */
export function tag(tone: string, words: string): Markup {
  return html`<span class="tag tag-${tone}">${words}</span>`;
}
