import {
  anything,
  boolean,
  type Check,
  integer,
  link,
  list,
  oneOf,
  type Place,
  pattern,
  report,
  shape,
  text,
} from './check.ts';
import { confirmation, optionGroup, overflowOption, plainOption, plainText, richOption } from './text-checks.ts';

const actionId = text({ max: 255 });
const date = pattern(/^\d{4}-\d{2}-\d{2}$/u, 'a date in the format YYYY-MM-DD');
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/u, 'a time in the format HH:mm');
const common = { action_id: actionId, focus_on_load: boolean };
const confirmed = { ...common, confirm: confirmation };
const picked = { ...confirmed, placeholder: plainText(150) };
const dispatch = { dispatch_action_config: shape({ optional: { trigger_actions_on: anything } }) };
const several = { max_selected_items: integer({ min: 1, max: 100 }) };
const buttonStyle = oneOf('primary', 'danger');
const feedbackButton = shape({
  required: { text: plainText(75), value: text({ max: 2000 }) },
  optional: { accessibility_label: text({ max: 75 }) },
});

/** Every interactive element, by its type. */
export const elementChecks = {
  button: shape({
    required: { text: plainText(75) },
    optional: {
      ...confirmed,
      url: link(3000),
      value: text({ min: 0, max: 2000 }),
      style: buttonStyle,
      accessibility_label: text({ max: 75 }),
    },
  }),
  workflow_button: shape({
    required: { text: plainText(75), workflow: anything },
    optional: { ...common, style: buttonStyle, accessibility_label: text({ max: 75 }) },
  }),
  icon_button: shape({
    required: { icon: oneOf('trash'), text: plainText(75) },
    optional: {
      ...confirmed,
      value: text({ max: 2000 }),
      accessibility_label: text({ max: 75 }),
      visible_to_user_ids: anything,
    },
  }),
  feedback_buttons: shape({
    required: { positive_button: feedbackButton, negative_button: feedbackButton },
    optional: { action_id: actionId },
  }),
  overflow: shape({
    required: { options: list(overflowOption, { max: 5 }) },
    optional: { action_id: actionId, confirm: confirmation },
  }),
  datepicker: shape({ optional: { ...picked, initial_date: date } }),
  timepicker: shape({ optional: { ...picked, initial_time: time, timezone: text({ max: 100 }) } }),
  datetimepicker: shape({ optional: { ...confirmed, initial_date_time: integer({ min: 1e9, max: 9_999_999_999 }) } }),
  checkboxes: shape({
    required: { options: list(richOption, { max: 10 }) },
    optional: { ...confirmed, initial_options: list(richOption, { max: 10 }) },
  }),
  radio_buttons: shape({
    required: { options: list(richOption, { max: 10 }) },
    optional: { ...confirmed, initial_option: richOption },
  }),
  static_select: staticSelect({ initial_option: plainOption }),
  multi_static_select: staticSelect({ ...several, initial_options: list(plainOption, { max: 100 }) }),
  external_select: shape({
    optional: { ...picked, initial_option: plainOption, min_query_length: integer({ min: 0, max: 100 }) },
  }),
  multi_external_select: shape({
    optional: {
      ...picked,
      ...several,
      initial_options: list(plainOption, { max: 100 }),
      min_query_length: integer({ min: 0, max: 100 }),
    },
  }),
  users_select: shape({ optional: { ...picked, initial_user: anything } }),
  multi_users_select: shape({ optional: { ...picked, ...several, initial_users: anything } }),
  channels_select: shape({ optional: { ...picked, initial_channel: anything, response_url_enabled: boolean } }),
  multi_channels_select: shape({ optional: { ...picked, ...several, initial_channels: anything } }),
  conversations_select: shape({
    optional: {
      ...picked,
      initial_conversation: anything,
      default_to_current_conversation: boolean,
      response_url_enabled: boolean,
      filter: anything,
    },
  }),
  multi_conversations_select: shape({
    optional: {
      ...picked,
      ...several,
      initial_conversations: anything,
      default_to_current_conversation: boolean,
      filter: anything,
    },
  }),
} satisfies Record<string, Check>;

/** What only an input block holds. */
export const inputChecks = {
  plain_text_input: shape({
    optional: {
      ...common,
      ...dispatch,
      placeholder: plainText(150),
      initial_value: text({ min: 0, max: 3000 }),
      multiline: boolean,
      min_length: integer({ min: 0, max: 3000 }),
      max_length: integer({ min: 1, max: 3000 }),
    },
  }),
  rich_text_input: shape({
    optional: { ...common, ...dispatch, placeholder: plainText(150), initial_value: anything },
  }),
  email_text_input: shape({
    optional: { ...common, ...dispatch, placeholder: plainText(150), initial_value: anything },
  }),
  url_text_input: shape({ optional: { ...common, ...dispatch, placeholder: plainText(150), initial_value: anything } }),
  number_input: shape({
    required: { is_decimal_allowed: boolean },
    optional: {
      ...common,
      ...dispatch,
      placeholder: plainText(150),
      initial_value: anything,
      min_value: anything,
      max_value: anything,
    },
  }),
  file_input: shape({
    optional: { action_id: actionId, filetypes: anything, max_files: integer({ min: 1, max: 10 }) },
  }),
} satisfies Record<string, Check>;

function staticSelect(initial: Record<string, Check>): Check {
  const fields = shape({
    optional: {
      ...picked,
      ...initial,
      options: list(plainOption, { max: 100 }),
      option_groups: list(optionGroup, { max: 100 }),
    },
  });
  return (value, place) => {
    fields(value, place);
    requireOneList(value, place);
  };
}

function requireOneList(value: unknown, place: Place): void {
  if (typeof value !== 'object' || value === null) return;
  const count = Number('options' in value) + Number('option_groups' in value);
  if (count !== 1) report(place, 'must provide either options or option_groups');
}
