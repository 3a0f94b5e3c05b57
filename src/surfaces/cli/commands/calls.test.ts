import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

const page = { calls: [], nextBefore: null };

describe('sophia calls list', () => {
  it('gives the page as JSON, by --format as other lists and by --json', async () => {
    for (const asked of [['--format', 'json'], ['--json']]) {
      const { code, output } = await runCommand(['calls', 'list', ...asked], page);
      assert.deepEqual([code, JSON.parse(output)], [0, page], asked.join(' '));
    }
  });

  it('says how to import a call where there is none', async () => {
    const { messages } = await runCommand(['calls', 'list'], page);
    assert.match(messages, /No calls yet\. Import one with: sophia analyze/);
  });
});
