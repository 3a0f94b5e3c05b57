import { z } from 'zod';
import { JsonObject } from '../state.ts';

const Option = z.looseObject({ value: z.string() });
const WithOptions = z.looseObject({
  options: z.array(Option).optional(),
  option_groups: z.array(z.looseObject({ options: z.array(Option) })).optional(),
});
const plainFields: Readonly<Record<string, string>> = {
  users_select: 'selected_user',
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
};
const severalFields: Readonly<Record<string, string>> = {
  multi_users_select: 'selected_users',
  multi_channels_select: 'selected_channels',
  multi_conversations_select: 'selected_conversations',
};
const oneOption = new Set(['static_select', 'external_select', 'radio_buttons', 'overflow']);
const severalOptions = new Set(['multi_static_select', 'multi_external_select', 'checkboxes']);

/** What an element says after somebody chose or typed this; several values are separated by commas. */
export function elementValue({ element, value }: { element: JsonObject; value: string | null }): JsonObject {
  const type = String(element['type']);
  const single = plainFields[type];
  if (single !== undefined) return { [single]: value };
  const several = severalFields[type];
  if (several !== undefined) return { [several]: splitValues(value) };
  if (type === 'datetimepicker') return { selected_date_time: value === null ? null : Number(value) };
  if (oneOption.has(type)) return { selected_option: value === null ? null : requireOption(element, value) };
  if (severalOptions.has(type)) {
    return { selected_options: splitValues(value).map((each) => requireOption(element, each)) };
  }
  if (type === 'rich_text_input') return { rich_text_value: value === null ? null : richText(value) };
  return { value };
}

export function isButton({ type }: JsonObject): boolean {
  return ['button', 'workflow_button', 'icon_button', 'feedback_buttons'].includes(String(type));
}

/** The options of a list, those of its groups included. */
export function optionsOf(element: JsonObject): JsonObject[] {
  const parsed = WithOptions.parse(element);
  return [...(parsed.options ?? []), ...(parsed.option_groups ?? []).flatMap(({ options }) => options)];
}

function requireOption(element: JsonObject, value: string): JsonObject {
  const options = optionsOf(element);
  const found = options.find((option) => option['value'] === value);
  if (found !== undefined) return found;
  if (String(element['type']).includes('external')) return { text: { type: 'plain_text', text: value }, value };
  const known = options.map((option) => String(option['value'])).join(', ');
  throw new Error(`There is no option "${value}" in "${String(element['action_id'])}". There are: ${known}.`);
}

function splitValues(value: string | null): string[] {
  return (value ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
}

function richText(text: string): JsonObject {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}
