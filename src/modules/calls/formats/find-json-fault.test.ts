import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findJsonFault } from './find-json-fault.ts';

describe('findJsonFault', () => {
  it('finds none exactly where the engine finds none', () => {
    const nearlyJson = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '\\', 'x', '1', ':', '{'))
      .map(([json, seed, piece]) => {
        const place = seed % (json.length + 1);
        return `${json.slice(0, place)}${piece}${json.slice(place + (seed % 2))}`;
      });
    fc.assert(
      fc.property(fc.oneof(fc.json(), nearlyJson, fc.string()), (text) => {
        assert.equal(findJsonFault(text) === null, isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('names the place', () => {
    assert.deepEqual(findJsonFault('{"a": nope}'), { position: 6, afterDocument: false });
    assert.deepEqual(findJsonFault('{"a": 1} {'), { position: 9, afterDocument: true });
    assert.deepEqual(findJsonFault('{"a": "b'), { position: 8, afterDocument: false });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
