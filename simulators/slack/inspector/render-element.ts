import { z } from 'zod';
import { type Fragment, html, type Markup } from '../../kit/index.ts';
import { optionsOf } from '../interactivity/element-value.ts';
import { JsonObject } from '../state.ts';
import { channelLabel } from './channel-label.ts';
import { decodeEntities, safeLink } from './inline-text.ts';
import { userLabel } from './user-label.ts';
import { fieldsOf, hiddenFields, type Where } from './where.ts';

const Text = z.looseObject({ text: z.string() });
const Confirm = z.looseObject({ title: Text, text: Text, confirm: Text, deny: Text });
const Feedback = z.looseObject({ text: Text, value: z.string() });
const buttons = new Set(['button', 'workflow_button', 'icon_button']);

interface Placed {
  readonly element: JsonObject;
  readonly blockId: string;
}

/** A button, list or picker that really acts for the person who is chosen. */
export function renderElement(where: Where, placed: Placed): Markup {
  const { element } = placed;
  const type = String(element['type']);
  if (type === 'image') return html`<span class="image">${String(element['alt_text'])}</span>`;
  if (buttons.has(type)) return renderButton(where, placed);
  if (type === 'feedback_buttons') return renderFeedback(where, placed);
  if (type === 'overflow') return renderOverflow(where, placed);
  return html`<form method="post" action="/_inspector/do/press" class="choice">${pressFields(where, placed)}
${renderControl({ where, placed, form: null })}<button${disabled(where)}>Choose</button></form>`;
}

/** The input of an element, in its own form or in the form of a modal. */
export function renderControl(input: { where: Where; placed: Placed; form: string | null }): Markup {
  const { where, placed, form } = input;
  const { element, blockId } = placed;
  const type = String(element['type']);
  const name = form === null ? 'value' : `${blockId}/${String(element['action_id'])}`;
  const label = labelOf(element);
  const owner = form === null ? null : html` form="${form}"`;
  const shared = html`name="${name}" aria-label="${label}"${owner}`;
  const value = known(where, placed) ?? initialText(element);
  if (type === 'plain_text_input' && element['multiline'] === true) {
    return html`<textarea ${shared} rows="3">${value}</textarea>`;
  }
  const choices = choicesOf(where, placed);
  if (choices === null) return html`<input type="${inputType(type)}" ${shared} value="${value}">`;
  if (type === 'checkboxes' || type === 'radio_buttons') {
    const kind = type === 'checkboxes' ? 'checkbox' : 'radio';
    return html`<span role="group" aria-label="${label}" class="boxes">${choices.map(
      (choice) =>
        html`<label><input type="${kind}" name="${name}" value="${choice.value}"${owner}${choice.isChosen ? html` checked` : null}> ${choice.label}</label>`,
    )}</span>`;
  }
  const several = type.startsWith('multi_') ? html` multiple size="4"` : null;
  return html`<select ${shared}${several}><option value="">${label}</option>${choices.map(
    (choice) =>
      html`<option value="${choice.value}"${choice.isChosen ? html` selected` : null}>${choice.label}</option>`,
  )}</select>`;
}

function renderButton(where: Where, { element, blockId }: Placed): Markup {
  const label = textOf(element['text']);
  const style = typeof element['style'] === 'string' ? element['style'] : 'plain';
  const url = typeof element['url'] === 'string' ? element['url'] : null;
  if (url !== null) return html`<span class="button-link">${safeLink({ url, label: html`${label} ↗` })}</span>`;
  const confirm = Confirm.safeParse(element['confirm']).data;
  const press = html`<form method="post" action="/_inspector/do/press">${pressFields(where, { element, blockId })}
<button class="press press-${style}"${disabled(where)}>${confirm === undefined ? label : textOf(confirm.confirm)}</button></form>`;
  if (confirm === undefined) return press;
  return html`<details class="confirm"><summary>${label}</summary>
<p><strong>${textOf(confirm.title)}</strong><br>${textOf(confirm.text)}</p>${press}</details>`;
}

function renderFeedback(where: Where, placed: Placed): Markup {
  const both = ['positive_button', 'negative_button'].flatMap(
    (name) => Feedback.safeParse(placed.element[name]).data ?? [],
  );
  return html`${both.map(({ text, value }) => pressForm({ where, placed, label: text.text, value }))}`;
}

function renderOverflow(where: Where, placed: Placed): Markup {
  return html`<details class="confirm"><summary aria-label="More">⋯</summary>${optionsOf(placed.element).map((option) =>
    pressForm({ where, placed, label: textOf(option['text']), value: String(option['value']) }),
  )}</details>`;
}

function pressForm(input: { where: Where; placed: Placed; label: string; value: string }): Markup {
  const { where, placed, label, value } = input;
  return html`<form method="post" action="/_inspector/do/press">${pressFields(where, placed)}
${hiddenFields({ value })}<button class="press press-plain"${disabled(where)}>${label}</button></form>`;
}

function pressFields(where: Where, { element, blockId }: Placed): Fragment {
  return hiddenFields({ ...fieldsOf(where), blockId, actionId: String(element['action_id']) });
}

function disabled({ canPress }: Where): Fragment {
  return canPress ? null : html` disabled`;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

/** What can be chosen; null for a field in which one writes. */
function choicesOf(where: Where, placed: Placed): Choice[] | null {
  const { state } = where;
  const { element } = placed;
  const type = String(element['type']);
  if (type.endsWith('users_select')) {
    return state.users.map(({ id }) => ({ value: id, label: userLabel(state, id), isChosen: false }));
  }
  if (type.endsWith('channels_select') || type.endsWith('conversations_select')) {
    return state.channels.map((each) => ({ value: each.id, label: channelLabel(state, each), isChosen: false }));
  }
  if (!/static_select|checkboxes|radio_buttons/u.test(type)) return null;
  const entry = entryOf(where, placed);
  const initial =
    entry === undefined
      ? [element['initial_option'], element['initial_options']].flat()
      : [entry['selected_option'], entry['selected_options']].flat();
  const chosen = new Set(initial.map((option) => JsonObject.safeParse(option).data?.['value']));
  return optionsOf(element).map((option) => {
    return { value: String(option['value']), label: textOf(option['text']), isChosen: chosen.has(option['value']) };
  });
}

function entryOf({ values }: Where, { element, blockId }: Placed): JsonObject | undefined {
  return values[blockId]?.[String(element['action_id'])];
}

/** The text that stands in a field already; undefined where nothing was entered. */
function known(where: Where, placed: Placed): string | undefined {
  const entry = entryOf(where, placed) ?? {};
  const texts = [entry['value'], entry['selected_date'], entry['selected_time']];
  return texts.find((text) => typeof text === 'string');
}

function inputType(type: string): string {
  const types: Record<string, string> = {
    datepicker: 'date',
    timepicker: 'time',
    number_input: 'number',
    email_text_input: 'email',
    url_text_input: 'url',
  };
  return types[type] ?? 'text';
}

function initialText(element: JsonObject): string {
  const initial = element['initial_value'] ?? element['initial_date'] ?? element['initial_time'];
  return typeof initial === 'string' ? initial : '';
}

function labelOf(element: JsonObject): string {
  const placeholder = textOf(element['placeholder']);
  return placeholder === '' ? String(element['action_id']) : placeholder;
}

export function textOf(given: unknown): string {
  return decodeEntities(Text.safeParse(given).data?.text ?? '');
}
