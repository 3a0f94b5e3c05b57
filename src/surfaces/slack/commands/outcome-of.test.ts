import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChangeState } from '#contracts';
import { outcomeOf } from './outcome-of.ts';

function said(state: ChangeState): string {
  return outcomeOf({ changeId: 'chg_1', state, outcome: 'already', missing: 0, problem: null });
}

describe('a word that was given before', () => {
  it('is told with what has become of it since', () => {
    assert.equal(said('applied'), 'You had decided this already; nothing changes.');
    assert.match(said('undone'), /it was taken back since: it is not written again/);
    assert.match(said('not_applied'), /it came to nothing \(not applied\)/);
  });
});
