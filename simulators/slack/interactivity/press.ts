import { slackConstants } from '../constants.ts';
import { findMessage, isMember } from '../find.ts';
import { presentMessage } from '../present/present-message.ts';
import { presentView } from '../present/present-view.ts';
import type { Channel, JsonObject, Message, User, View, ViewValues } from '../state.ts';
import { nextTimestamp, type Workspace } from '../workspace.ts';
import { createResponseUrl } from './create-response-url.ts';
import { createTrigger } from './create-trigger.ts';
import { deliverInteraction, type InteractionAnswer } from './deliver-interaction.ts';
import { elementValue, isButton } from './element-value.ts';
import { allBlocks, findElement, type PlacedElement } from './find-element.ts';
import { payloadHead } from './payload-head.ts';

interface Pressed {
  readonly user: User;
  readonly actionId: string;
  readonly blockId?: string | undefined;
  readonly value?: string | null | undefined;
}

/** Somebody presses a button or chooses something in a message. */
export async function pressInMessage(
  workspace: Workspace,
  pressed: Pressed & { channel: Channel; ts: string },
): Promise<InteractionAnswer> {
  const { state } = workspace;
  const { channel, user } = pressed;
  const message = findMessage(state, { channelId: channel.id, ts: pressed.ts });
  if (message === null) throw new Error(`There is no message ${pressed.ts} in ${channel.name}.`);
  requireSight({ user, channel, message });
  const placed = findElement(allBlocks(message), pressed);
  const own = message.inputs[user.id] ?? {};
  message.inputs[user.id] = remember({ values: own, placed, value: pressed.value ?? null });
  const isEphemeral = message.visibleTo !== null;
  const threadTs = message.threadTs ?? null;
  const shown = presentMessage({ state, message, withMetadata: true });
  const payload = {
    type: 'block_actions',
    ...payloadHead({ state, user }),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    },
    trigger_id: createTrigger(workspace, { userId: user.id, viewId: null }),
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    ...(isEphemeral ? {} : { message: shown }),
    state: { values: message.inputs[user.id] },
    response_url: createResponseUrl(workspace, {
      kind: 'actions',
      channelId: channel.id,
      userId: user.id,
      messageTs: message.ts,
      threadTs,
    }),
    actions: [actionOf(workspace, { placed, value: pressed.value })],
  };
  const what = `${pressed.actionId} in ${channel.name}`;
  return deliverInteraction(workspace, { kind: 'block_actions', userId: user.id, what, payload });
}

/** Somebody presses a button or chooses something in a modal or on the Home tab. */
export async function pressInView(workspace: Workspace, pressed: Pressed & { view: View }): Promise<InteractionAnswer> {
  const { user, view } = pressed;
  if (view.userId !== user.id) throw new Error(`The view ${view.id} is not shown to ${user.name}.`);
  const placed = findElement(viewBlocks(view), pressed);
  view.values = remember({ values: view.values, placed, value: pressed.value ?? null });
  const payload = {
    type: 'block_actions',
    ...payloadHead({ state: workspace.state, user }),
    container: { type: 'view', view_id: view.id },
    trigger_id: createTrigger(workspace, { userId: user.id, viewId: view.id }),
    view: presentView(view),
    actions: [actionOf(workspace, { placed, value: pressed.value })],
  };
  const what = `${pressed.actionId} in a ${view.type}`;
  return deliverInteraction(workspace, { kind: 'block_actions', userId: user.id, what, payload });
}

export function viewBlocks(view: View): JsonObject[] {
  return allBlocks({ blocks: blocksOf(view), attachments: null });
}

function blocksOf({ content }: View): JsonObject[] | null {
  const { blocks } = content;
  return Array.isArray(blocks) ? blocks : null;
}

function requireSight({ user, channel, message }: { user: User; channel: Channel; message: Message }): void {
  if (user.deactivated) throw new Error(`${user.name} is deactivated and cannot act.`);
  if (!isMember(channel, user.id)) throw new Error(`${user.name} is not in ${channel.name}.`);
  if (message.visibleTo !== null && message.visibleTo !== user.id) {
    throw new Error(`${user.name} does not see this message.`);
  }
  if (message.botId !== slackConstants.botId) throw new Error('Only messages of the app can be pressed.');
}

function actionOf(
  workspace: Workspace,
  { placed, value }: { placed: PlacedElement; value: Pressed['value'] },
): JsonObject {
  const { element, blockId } = placed;
  const { options: _options, option_groups: _groups, confirm: _confirm, ...rest } = element;
  const kept = isButton(element) ? { text: rest['text'], style: rest['style'], value: rest['value'] } : {};
  return {
    type: rest['type'],
    action_id: rest['action_id'],
    block_id: blockId,
    ...Object.fromEntries(Object.entries(kept).filter(([, each]) => each !== undefined)),
    ...(rest['placeholder'] === undefined ? {} : { placeholder: rest['placeholder'] }),
    ...chosen({ element, value }),
    action_ts: nextTimestamp(workspace),
  };
}

/** A plain button has its own value; feedback buttons and everything else what was chosen. */
function chosen({ element, value }: { element: JsonObject; value: Pressed['value'] }): JsonObject {
  if (element['type'] === 'feedback_buttons') return { value: value ?? '' };
  return isButton(element) ? {} : elementValue({ element, value: value ?? null });
}

function remember(input: { values: ViewValues; placed: PlacedElement; value: string | null }): ViewValues {
  const { values, placed, value } = input;
  const { element, blockId } = placed;
  if (isButton(element) || element['type'] === 'overflow') return values;
  const entry = { type: element['type'], ...elementValue({ element, value }) };
  return { ...values, [blockId]: { ...values[blockId], [String(element['action_id'])]: entry } };
}
