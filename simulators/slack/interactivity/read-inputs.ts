import { z } from 'zod';
import type { JsonObject, View, ViewValues } from '../state.ts';
import { elementValue } from './element-value.ts';
import { type PlacedElement, placedElements } from './find-element.ts';
import { viewBlocks } from './press.ts';

const InputBlock = z.looseObject({ block_id: z.string(), optional: z.boolean().optional() });
const Lengths = z.looseObject({ min_length: z.number().optional(), max_length: z.number().optional() });

/** The values of every field of a modal, from what was typed, by block or action id, or stood there. */
export function readInputs({ view, given }: { view: View; given: Record<string, string | null> }): ViewValues {
  const values: ViewValues = { ...view.values };
  for (const placed of placedElements(viewBlocks(view))) {
    const { blockId, element } = placed;
    const actionId = String(element['action_id']);
    const typed = given[`${blockId}/${actionId}`] ?? given[actionId] ?? given[blockId];
    const known = values[blockId]?.[actionId];
    if (placed.blockType !== 'input' && typed === undefined && known === undefined) continue;
    const value = typed === undefined ? (known ?? initialOf(element)) : elementValue({ element, value: typed });
    values[blockId] = { ...values[blockId], [actionId]: { type: element['type'], ...value } };
  }
  return values;
}

/** What Slack itself says beneath the fields before anything is sent. */
export function inputProblems(view: View): Record<string, string> {
  const problems: Record<string, string> = {};
  const blocks = new Map(viewBlocks(view).map((block) => [block['block_id'], InputBlock.parse(block)]));
  for (const placed of placedElements(viewBlocks(view)).filter(({ blockType }) => blockType === 'input')) {
    const isOptional = blocks.get(placed.blockId)?.optional === true;
    const problem = problemOf({ placed, isOptional, values: view.values });
    if (problem !== null) problems[placed.blockId] = problem;
  }
  return problems;
}

function problemOf(input: { placed: PlacedElement; isOptional: boolean; values: ViewValues }): string | null {
  const { element, blockId } = input.placed;
  const { type: _type, ...entry } = input.values[blockId]?.[String(element['action_id'])] ?? {};
  const value = Object.values(entry)[0];
  const isEmpty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return input.isOptional ? null : 'This is a required field.';
  if (typeof value !== 'string') return null;
  const { min_length: least, max_length: most } = Lengths.parse(element);
  if (least !== undefined && value.length < least) return `This must be at least ${least} characters.`;
  if (most !== undefined && value.length > most) return `This must be at most ${most} characters.`;
  if (element['type'] === 'number_input' && Number.isNaN(Number(value))) return 'This must be a number.';
  if (element['type'] === 'email_text_input' && !value.includes('@')) return 'This must be an email address.';
  return element['type'] === 'url_text_input' && !URL.canParse(value) ? 'This must be a URL.' : null;
}

const initialFields: Readonly<Record<string, string>> = {
  initial_value: 'value',
  initial_option: 'selected_option',
  initial_options: 'selected_options',
  initial_user: 'selected_user',
  initial_users: 'selected_users',
  initial_channel: 'selected_channel',
  initial_channels: 'selected_channels',
  initial_conversation: 'selected_conversation',
  initial_conversations: 'selected_conversations',
  initial_date: 'selected_date',
  initial_time: 'selected_time',
  initial_date_time: 'selected_date_time',
};

function initialOf(element: JsonObject): JsonObject {
  for (const [initial, field] of Object.entries(initialFields)) {
    if (element[initial] !== undefined) return { [field]: element[initial] };
  }
  return elementValue({ element, value: null });
}
