import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandIn } from '#contracts';

describe('commandIn', () => {
  it('names the workspace where it is not the one that a command takes by itself', () => {
    assert.equal(commandIn({ workspaceId: 'main' }, 'sophia ledger --gaps'), 'sophia ledger --gaps');
    assert.equal(
      commandIn({ workspaceId: 'example' }, 'sophia ledger --gaps'),
      'sophia ledger --gaps --workspace example',
    );
  });
});
