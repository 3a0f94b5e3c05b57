import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderBundle } from './bundle.ts';

describe('many messages at once', () => {
  test('are one message with a line for each, to fifty and beyond', () => {
    const messages = renderBundle(Array.from({ length: 50 }, (_, index) => `Risk ${index + 1}`));
    assert.equal(messages.length, 1);
    assert.equal(JSON.stringify(messages[0]?.blocks).match(/• Risk \d+/g)?.length, 50);
    assert.equal(messages[0]?.text, '50 messages at once');
    const many = renderBundle(
      Array.from({ length: 600 }, (_, index) => `Risk ${index + 1} ${'of a deal '.repeat(10)}`),
    );
    assert.ok(many.length > 1);
    assert.ok(many.every(({ blocks }) => blocks.length <= 50 && JSON.stringify(blocks).length < 13_000));
    assert.equal(JSON.stringify(many).match(/• Risk \d+/g)?.length, 600);
  });
});
