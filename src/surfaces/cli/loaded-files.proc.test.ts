import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const sophia = fileURLToPath(new URL('../../../bin/sophia.mjs', import.meta.url));
/** Names every file of a module that Node loads. */
const naming = `import { registerHooks } from 'node:module';
registerHooks({ load: (url, context, next) => {
  if (url.includes('/src/modules/')) console.error('loaded ' + url);
  return next(url, context);
} });`;

function loadedBy(command: readonly string[]): string[] {
  const hooks = `data:text/javascript,${encodeURIComponent(naming)}`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', hooks, sophia, ...command], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stderr.split('\n').filter((line) => line.startsWith('loaded '));
}

describe('a command that runs no module', () => {
  it('loads none', () => {
    for (const command of [['--help'], ['--version'], ['changes', '--help'], ['calls', 'show', '--help']]) {
      assert.deepEqual(loadedBy(command), [], command.join(' '));
    }
  });
});
