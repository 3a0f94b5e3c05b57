import { html, type Markup } from './html.ts';

/** A form of one button, with what it does in a sentence; `of` tells it from its like where it is read out. */
export function actionForm({
  action,
  label,
  of,
  says,
  isGrave = false,
}: {
  action: string;
  label: string;
  of: string;
  says: string | null;
  isGrave?: boolean;
}): Markup {
  return html`<form method="post" action="${action}"><button type="submit"${isGrave && html` class="grave"`}>${label}<span class="visually-hidden">: ${of}</span></button>${says !== null && html` <span class="quiet">${says}</span>`}</form>`;
}

/** The choices of a list, by their names in words. */
export function options({ values, chosen }: { values: readonly string[]; chosen: string }): Markup[] {
  return values.map(
    (value) => html`<option value="${value}"${value === chosen && html` selected`}>${wordsOf(value)}</option>`,
  );
}

/** `revenue operations` for `revenue_operations`. */
export function wordsOf(name: string): string {
  return name.replaceAll('_', ' ');
}
