import assert from 'node:assert/strict';
import { z } from 'zod';
import type { ChatBlock } from '#contracts';
import type { RenderedMessage } from '#modules/notifications';

const Element = z.looseObject({ type: z.string() });
const Block = z.looseObject({
  type: z.string(),
  block_id: z.string().max(255).optional(),
  text: z.looseObject({ type: z.string(), text: z.string().min(1), verbatim: z.boolean().optional() }).optional(),
  elements: z.array(Element).min(1).max(25).optional(),
});

/** Holds each message to the limits that Slack documents. */
export function assertWithinLimits(messages: readonly RenderedMessage[]): void {
  for (const { text, blocks } of messages) {
    assert.ok(text.length > 0 && text.length < 1500, 'what a phone shows');
    assert.ok(blocks.length > 0 && blocks.length <= 50, `${blocks.length} blocks`);
    const ids = blocks.flatMap((block) => Block.parse(block).block_id ?? []);
    assert.equal(new Set(ids).size, ids.length, 'block ids are unique in a message');
    for (const given of blocks) {
      const block = Block.parse(given);
      const longest = block.type === 'header' ? 150 : 3000;
      assert.ok((block.text?.text.length ?? 0) <= longest, `${block.type} of ${block.text?.text.length} characters`);
      if (block.type === 'context') assert.ok((block.elements ?? []).length <= 10);
      const actionIds = (block.elements ?? []).flatMap((element) => element['action_id'] ?? []);
      assert.equal(new Set(actionIds).size, actionIds.length, 'action ids are unique in a block');
      for (const element of block.elements ?? []) assertElement(element);
    }
  }
}

function assertElement(element: z.infer<typeof Element>): void {
  if (element.type !== 'button') return;
  const button = z
    .looseObject({
      action_id: z.string().max(255),
      value: z.string().max(2000),
      text: z.looseObject({ text: z.string() }),
    })
    .parse(element);
  assert.ok(button.text.text.length <= 75);
}

export function wordsOf(blocks: readonly ChatBlock[]): string {
  return JSON.stringify(blocks);
}

/** Text that Slack would read as mrkdwn, which is where a mention could come from. */
function mrkdwnOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = z.looseObject({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.boolean() }).safeParse(value);
  return own.success ? [own.data.text] : Object.values(value).flatMap(mrkdwnOf);
}

/** Nothing that data says is read as a mention, a channel or a link. */
export function assertInert(messages: readonly RenderedMessage[]): void {
  for (const { text, blocks } of messages) {
    for (const mrkdwn of [text, ...mrkdwnOf(blocks)]) {
      const ours = mrkdwn.replaceAll(/<(?:https?:\/\/(?!evil)[^|>]+\|[^<>]*|!date\^[^<>]+)>/g, '');
      assert.doesNotMatch(ours, /</, mrkdwn);
    }
  }
}
