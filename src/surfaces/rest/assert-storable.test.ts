import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { assertStorable } from './assert-storable.ts';

const refused = { code: 'input.invalid' };

describe('assertStorable', () => {
  it('lets whole characters pass, however deep they stand', () => {
    assertStorable({ a: ['b', { c: '𝒳 é' }], d: null, e: undefined, f: 1 });
    const depth = 50_000;
    assertStorable(z.unknown().parse(JSON.parse('['.repeat(depth) + ']'.repeat(depth))));
  });

  it('refuses what no database takes, in values and in names', () => {
    assert.throws(() => assertStorable({ a: ['b', { c: 'x\0' }] }), refused);
    assert.throws(() => assertStorable({ 'x\0': 1 }), refused);
    assert.throws(() => assertStorable(['\ud800']), refused);
  });
});
