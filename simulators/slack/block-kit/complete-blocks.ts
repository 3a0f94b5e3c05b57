import { z } from 'zod';
import { JsonObject } from '../state.ts';

const textTypes = { plain_text: { emoji: true }, mrkdwn: { verbatim: false } } as const;
const hasActionId =
  /^(button|workflow_button|icon_button|feedback_buttons|overflow|datepicker|timepicker|datetimepicker|checkboxes|radio_buttons|.*_select|.*_input)$/u;
const Typed = z.looseObject({ type: z.string() });

/** Gives blocks the ids and defaults that Slack adds where the app left them out. */
export function completeBlocks({
  blocks,
  nextId,
}: {
  blocks: readonly JsonObject[];
  nextId: () => string;
}): JsonObject[] {
  return blocks.map((block) => {
    const { type, block_id: blockId, ...rest } = block;
    const id = typeof blockId === 'string' && blockId !== '' ? blockId : nextId();
    return { type, block_id: id, ...completeFields(rest, nextId) };
  });
}

function completeFields(fields: JsonObject, nextId: () => string): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, complete(value, nextId)]));
}

function complete(value: unknown, nextId: () => string): unknown {
  if (Array.isArray(value)) return value.map((item) => complete(item, nextId));
  const parsed = JsonObject.safeParse(value);
  if (!parsed.success) return value;
  const fields = completeFields(parsed.data, nextId);
  const type = Typed.safeParse(fields).data?.type ?? '';
  if (type === 'plain_text' || type === 'mrkdwn') return { ...fields, ...textTypes[type], ...fields };
  if (hasActionId.test(type) && fields['action_id'] === undefined) return { ...fields, action_id: nextId() };
  return fields;
}
