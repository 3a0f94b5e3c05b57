const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that may stand in a page as it is; only `html` and `trusted` make it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Fragment = Markup | string | number | null | undefined | false | readonly Fragment[];

/** A template whose values are escaped unless they are markup; lists are joined, null and false are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Markup {
  return new Markup(parts.map((part, place) => part + (place < values.length ? write(values[place]) : '')).join(''));
}

/** For constants of the program, never for anything that came from outside. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

function write(value: Fragment): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(write).join('');
}
