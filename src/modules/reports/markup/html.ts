import { visibleText } from '#platform/wording';

/** Markup that may stand in a page as it is. Only `html` and `trusted` make it, so a string never is. */
export class Markup {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type Fragment = Markup | string | number | null | undefined | false | readonly Fragment[];

/** Markup from a template; every value in it is escaped unless it is markup itself, and lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Markup {
  let markup = parts[0] ?? '';
  for (const [place, value] of values.entries()) markup += render(value) + (parts[place + 1] ?? '');
  return new Markup(markup);
}

/** Takes text for markup as it stands: for constants of this folder and never for anything that was read. */
export function trusted(markup: string): Markup {
  return new Markup(markup);
}

/** Escapes for text and for quoted attributes; characters that cannot be seen are written out. */
function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function render(value: Fragment): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return value.map(render).join('');
}
