import { html, type Markup } from '../markup/html.ts';

interface Option {
  readonly id: string;
  readonly name: string;
}

/** A menu with what was chosen, also where that is not among the options any more. */
export function choiceField({
  name,
  label,
  any,
  options,
  chosen,
}: {
  readonly name: string;
  readonly label: string;
  /** What stands for no choice. */
  readonly any: Option;
  readonly options: readonly Option[];
  readonly chosen: string;
}): Markup {
  const all = [any, ...options];
  const stray = all.some(({ id }) => id === chosen) ? [] : [{ id: chosen, name: `${chosen} (not known)` }];
  return html`<label>${label} <select name="${name}">${[...all, ...stray].map(
    (option) => html`<option value="${option.id}"${option.id === chosen && html` selected`}>${option.name}</option>`,
  )}</select></label>`;
}
