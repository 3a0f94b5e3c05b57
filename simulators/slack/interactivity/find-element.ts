import { z } from 'zod';
import { JsonObject } from '../state.ts';

const Block = z.looseObject({
  type: z.string(),
  block_id: z.string(),
  elements: z.array(JsonObject).optional(),
  accessory: JsonObject.optional(),
  element: JsonObject.optional(),
});
const WithBlocks = z.looseObject({ blocks: z.array(JsonObject).optional() });

export interface PlacedElement {
  readonly blockId: string;
  readonly blockType: string;
  readonly element: JsonObject;
}

/** Every element of these blocks that somebody can press, choose or fill in. */
export function placedElements(blocks: readonly JsonObject[]): PlacedElement[] {
  return blocks.flatMap((block) => {
    const parsed = Block.safeParse(block).data;
    if (parsed === undefined) return [];
    const inside = [...(parsed.elements ?? []), parsed.accessory, parsed.element];
    return inside.flatMap((element) =>
      element === undefined || element['action_id'] === undefined
        ? []
        : [{ blockId: parsed.block_id, blockType: parsed.type, element }],
    );
  });
}

/** The blocks of a message, those of its attachments included. */
export function allBlocks(message: { blocks: JsonObject[] | null; attachments: JsonObject[] | null }): JsonObject[] {
  const attached = (message.attachments ?? []).flatMap((attachment) => WithBlocks.parse(attachment).blocks ?? []);
  return [...(message.blocks ?? []), ...attached];
}

/** The element with this action, or a sentence that says which there are. */
export function findElement(
  blocks: readonly JsonObject[],
  wanted: { actionId: string; blockId?: string | undefined },
): PlacedElement {
  const placed = placedElements(blocks);
  const found = placed.find(({ blockId, element }) => {
    const isBlock = wanted.blockId === undefined || wanted.blockId === blockId;
    return isBlock && element['action_id'] === wanted.actionId;
  });
  if (found !== undefined) return found;
  const known = placed.map(({ element }) => String(element['action_id'])).join(', ') || 'none';
  throw new Error(`There is no element with the action "${wanted.actionId}" here. There are: ${known}.`);
}
