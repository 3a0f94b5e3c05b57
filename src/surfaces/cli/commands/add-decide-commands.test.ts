import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runCommand } from '#test/run-command';

describe('sophia changes approve', () => {
  const said = { changeId: 'chg_1', outcome: 'already', missing: 0, problem: null };

  it('says what to do about a change that was approved once and is over, and does not call that a success', async () => {
    const argv = ['changes', 'approve', 'chg_1', '--workspace', 'example'];
    const { code, output } = await runCommand(argv, { decided: [{ ...said, state: 'undone' }] });
    assert.equal(code, 1);
    assert.match(output, /it is over: undone\..*sophia changes show --workspace example chg_1\..*set it in the CRM/u);
  });

  it('is content with one that it was said of before and that stands', async () => {
    const { code, output } = await runCommand(['changes', 'approve', 'chg_1'], {
      decided: [{ ...said, state: 'applied' }],
    });
    assert.deepEqual([code, output], [0, 'chg_1: you had said so before; it is applied\n']);
  });
});
