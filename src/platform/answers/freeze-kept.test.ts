import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkOnce, freezeKept, writeJson } from './freeze-kept.ts';

const schema = {};

describe('what is made of a kept value', () => {
  it('is made once, and of another value anew, though it be the same', () => {
    let checks = 0;
    function check(value: unknown): unknown {
      checks += 1;
      return structuredClone(value);
    }
    const kept = freezeKept({ text: 'It is 30 € a month.', parts: [{ count: 1 }] });
    const first = checkOnce({ value: kept, schema, check });
    assert.equal(checkOnce({ value: kept, schema, check }), first);
    assert.equal(checks, 1);
    assert.notEqual(checkOnce({ value: kept, schema: {}, check }), first);
    assert.notEqual(checkOnce({ value: freezeKept(structuredClone(kept)), schema, check }), first);
    assert.equal(checks, 3);
    assert.equal(writeJson(first), writeJson(first));
    assert.equal(writeJson(first).body.toString(), JSON.stringify(kept));
    assert.ok(Object.isFrozen(kept.parts[0]));
  });

  it('is made each time of a value that is not kept, because that may change', () => {
    const value = { count: 1 };
    const before = writeJson(value);
    value.count = 2;
    assert.equal(writeJson(value).body, '{"count":2}');
    assert.notEqual(writeJson(value).tag, before.tag);
    const checked = [1, 2].map(() => checkOnce({ value, schema, check: (given) => structuredClone(given) }));
    assert.notEqual(checked[0], checked[1]);
  });

  it('has the same tag and the same bytes as it would have anew', () => {
    const plain = { text: 'Grüße' };
    const kept = freezeKept(structuredClone(plain));
    assert.equal(writeJson(kept).tag, writeJson(plain).tag);
    assert.equal(writeJson(kept).body.toString(), writeJson(plain).body);
  });

  it('is not kept where it is large', () => {
    const kept = freezeKept({ text: 'x'.repeat(300_000) });
    assert.notEqual(writeJson(kept), writeJson(kept));
  });
});
