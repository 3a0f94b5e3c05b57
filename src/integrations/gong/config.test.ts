import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gongPolicies } from './index.ts';

function accountOf(baseUrl: string | null, accessKey: string): string | undefined {
  const [policy] = Object.values(gongPolicies({ baseUrl, accessKey, requestsPerDay: null }));
  return policy?.dayLimit?.account;
}

describe('the requests of a day at Gong', () => {
  it('are counted by the host of a company, whichever key is used, and by the key at the host of all', () => {
    const own = 'https://us-12345.api.gong.io';
    assert.equal(accountOf(own, 'one'), accountOf(own, 'two'));
    assert.notEqual(accountOf(own, 'one'), accountOf('https://us-67890.api.gong.io', 'one'));
    assert.notEqual(accountOf(null, 'one'), accountOf(null, 'two'));
    assert.doesNotMatch(accountOf(null, 'a-key') ?? '', /a-key/);
  });
});
