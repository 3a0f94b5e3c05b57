import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { describeMatch } from './describe-match.ts';

test('a match says what stands where it does not belong, with the command that takes it back', () => {
  const [input, output, messages] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const terminal = { input, output, messages, workingDirectory: '/', colors: false };
  const text = describeMatch(terminal, {
    callId: 'call_1',
    state: 'matched',
    manual: true,
    links: [],
    candidates: [],
    misplaced: [{ changeId: 'chg_0123456789abcdef', targetName: 'Larkspur Hill', what: 'next_steps' }],
  });
  assert.match(text, /still there:\n {4}next_steps of Larkspur Hill\n {4}→ sophia changes undo 89abcdef$/);
});
