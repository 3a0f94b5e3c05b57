import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findForbidden } from './check-words.ts';

test('a path of one machine and an unknown setting are found with their lines', () => {
  const text = "const a = 'x';\nread('/home/jane/calls');\nprocess.env['SOPHIA_PROT'];\nSOPHIA_PORT=8000";
  assert.deepEqual(
    findForbidden({ text, settings: ['SOPHIA_PORT'] }).map(({ line }) => line),
    [2, 3],
  );
});

test('addresses and paths of the repository pass', () => {
  const text = "fetch('http://x.example/home/a'); read('../tmp/a'); import('./work/queue.ts');";
  assert.deepEqual(findForbidden({ text, settings: [] }), []);
});
