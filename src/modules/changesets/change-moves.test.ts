import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChangeState } from '#contracts';
import { changeMoves, mayMove } from './change-moves.ts';

describe('the moves of a change', () => {
  it('are each there once and between states that there are', () => {
    const written = changeMoves.map(([from, to]) => `${from} ${to}`);
    assert.equal(new Set(written).size, written.length);
    for (const [from, to] of changeMoves) {
      assert.ok(ChangeState.options.includes(to) && (from === null || ChangeState.options.includes(from)));
      assert.ok(mayMove({ from, to }));
    }
  });

  it('reach every state, and leave no state but an end', () => {
    const reached = new Set(changeMoves.map(([, to]) => to));
    assert.deepEqual([...reached].sort(), [...ChangeState.options].sort());
    const left = new Set(changeMoves.map(([from]) => from));
    const ends = ChangeState.options.filter((state) => !left.has(state));
    assert.deepEqual(ends.sort(), ['expired', 'rejected', 'undone']);
  });

  it('lead to a write only over `applying`, and from a word of a person or the policy', () => {
    const before = changeMoves.filter(([, to]) => to === 'applied').map(([from]) => from);
    assert.deepEqual(before.sort(), ['applying', 'undoing']);
    const begins = changeMoves.filter(([, to]) => to === 'applying').map(([from]) => from);
    assert.deepEqual(begins.sort(), ['approved', 'proposed']);
    for (const from of ['waiting', 'suggested', 'rejected', 'expired', 'refused', 'undone'] as const) {
      assert.ok(!mayMove({ from, to: 'applying' }), from);
    }
    assert.ok(!mayMove({ from: 'expired', to: 'approved' }));
  });
});
