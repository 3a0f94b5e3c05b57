import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TranscriptLine } from './render-lines.ts';
import { cutWindows, halve } from './windows.ts';

const anyLines = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 })
  .map((lengths) => lengths.map((length, turn): TranscriptLine => ({ turn, text: 'x'.repeat(length) })));

describe('windows', () => {
  it('hold every line, in order, within their size', () => {
    fc.assert(
      fc.property(anyLines, fc.integer({ min: 400, max: 3_000 }), fc.integer({ min: 0, max: 800 }), (...parts) => {
        const [lines, maxCharacters, overlapCharacters] = parts;
        const windows = cutWindows(lines, { maxCharacters, overlapCharacters });
        const seen = new Set(windows.flat().map(({ turn }) => turn));
        assert.equal(seen.size, lines.length);
        for (const window of windows) {
          const characters = window.reduce((sum, line) => sum + line.text.length, 0);
          assert.ok(characters <= maxCharacters || window.length === 1);
          const turns = window.map(({ turn }) => turn);
          assert.deepEqual(
            turns,
            turns.map((_turn, index) => (turns[0] ?? 0) + index),
          );
        }
      }),
    );
  });

  it('share lines with their neighbors where the overlap allows it', () => {
    const lines = Array.from({ length: 10 }, (_value, turn) => ({ turn, text: 'x'.repeat(100) }));
    const windows = cutWindows(lines, { maxCharacters: 400, overlapCharacters: 150 });
    assert.deepEqual(
      windows.map((window) => window.map(({ turn }) => turn)),
      [
        [0, 1, 2, 3],
        [3, 4, 5, 6],
        [6, 7, 8, 9],
      ],
    );
  });

  it('are one for a short call and none for an empty one', () => {
    const limits = { maxCharacters: 400, overlapCharacters: 100 };
    assert.equal(cutWindows([{ turn: 0, text: 'Hello.' }], limits).length, 1);
    assert.equal(cutWindows([], limits).length, 0);
  });

  it('can be halved without losing a line, down to single lines', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const halves = halve(lines);
        if (lines.length === 1) {
          assert.equal(halves, null);
          return;
        }
        assert.ok(halves !== null);
        const [left, right] = halves;
        assert.ok(left.length > 0 && right.length > 0);
        assert.equal(new Set([...left, ...right]).size, lines.length);
        assert.ok(lines.length === 2 || Math.max(left.length, right.length) < lines.length);
      }),
    );
  });
});
