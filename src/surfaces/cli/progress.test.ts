import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import type { BatchProgress } from '#contracts';
import { createProgress } from './progress.ts';

const counts = { pending: 10_000, imported: 0, analyzed: 0, unchanged: 0, refused: 0, failed: 0 };
const waiting: BatchProgress = { batchId: 'batch_1', finished: false, total: 10_000, counts, ahead: 1234 };

function shown({ isTTY, steps }: { isTTY: boolean; steps: readonly BatchProgress[] }): string {
  const messages = Object.assign(new PassThrough(), { isTTY });
  const terminal = {
    input: new PassThrough(),
    output: new PassThrough(),
    messages,
    workingDirectory: '/',
    colors: false,
  };
  const display = createProgress({ terminal, label: 'Analyzing' });
  for (const step of steps.slice(0, -1)) display.update(step);
  for (const step of steps.slice(-1)) display.end(step);
  return String(messages.read() ?? '');
}

describe('the progress of an import', () => {
  it('says on a terminal that it waits, and for how much', () => {
    const turn = { ...waiting, ahead: 0, counts: { ...counts, pending: 9_000, analyzed: 1_000 } };
    const [first = '', second = ''] = shown({ isTTY: true, steps: [waiting, turn, turn] })
      .split('\r')
      .slice(1);
    assert.match(first, /0 of 10000, waits for 1234 files of earlier imports$/);
    assert.match(second, /1000 of 10000, .* per second, .* left$/);
  });

  it('says it in plain lines too', () => {
    const lines = shown({ isTTY: false, steps: [{ ...waiting, ahead: 1 }] });
    assert.match(lines, /0 of 10000, waits for 1 file of earlier imports\n$/);
  });

  it('is empty, not full, while nothing is listed yet', () => {
    const lines = shown({ isTTY: true, steps: [{ ...waiting, total: 0, ahead: 0 }, waiting] });
    assert.match(lines, /Analyzing ░{24} being listed/);
    assert.doesNotMatch(lines, /0 of 0/);
  });

  it('tells no rate of what was done before', () => {
    const there = { ...waiting, ahead: 0, finished: true, counts: { ...counts, pending: 0, unchanged: 10_000 } };
    for (const steps of [[there], [there, there]]) {
      const lines = shown({ isTTY: true, steps });
      assert.match(lines, /10000 of 10000/);
      assert.doesNotMatch(lines, /per second/);
    }
  });
});
