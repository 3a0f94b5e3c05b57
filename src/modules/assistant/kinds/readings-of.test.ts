import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestContext } from '#test/test-context';
import { mayAsk, readingsOf } from './readings-of.ts';

describe('what a kind of question reads beside calls and records', () => {
  it('is all of it where one answer is made of several things', () => {
    for (const id of ['reps.standing', 'reps.call_first'])
      assert.deepEqual(
        readingsOf({ id }).map(({ action }) => action),
        ['commitment.read', 'warning.read'],
        id,
      );
    assert.deepEqual(readingsOf({ id: 'deals.open' }), []);
  });

  it('must be allowed to whoever is offered it', () => {
    const grant = { role: 'representative', scopes: ['call_access'], seesOnly: null } as const;
    const actor = {
      type: 'user',
      userId: 'usr_1',
      name: 'M',
      email: 'm@x.example',
      credentialId: 'key_1',
      grant,
    } as const;
    const ctx = createTestContext({ actor });
    assert.equal(mayAsk({ ctx, kind: { id: 'reps.standing' } }), false);
    assert.equal(mayAsk({ ctx, kind: { id: 'deals.open' } }), true);
  });
});
