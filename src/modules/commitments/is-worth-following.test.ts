import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isHeldMeeting } from './is-held-meeting.ts';
import { isSamePromise } from './is-same-promise.ts';
import { isWorthFollowing } from './is-worth-following.ts';

const friday = { text: 'by Friday', date: '2026-09-11' };

describe('a promise is worth following', () => {
  it('where it names a thing, or a day', () => {
    assert.ok(isWorthFollowing({ text: 'I will send you the collections workflow.', due: null }));
    assert.ok(isWorthFollowing({ text: "You'll have it by Friday.", due: friday }));
    assert.ok(isWorthFollowing({ text: "I'll get that to you.", due: null }));
  });

  it('and a manner of speaking is not', () => {
    for (const text of ["I'll do mine.", "I'll keep an eye out.", "I'll look out for it.", "We'll circle back."]) {
      assert.equal(isWorthFollowing({ text, due: null }), false, text);
    }
  });
});

describe('a meeting that was promised', () => {
  const promise = { text: 'Tuesday the 15th at two works for me.', dueDate: '2026-09-15' };

  it('is held by a call on its day', () => {
    assert.ok(isHeldMeeting({ promise, call: { date: '2026-09-15' } }));
    assert.equal(isHeldMeeting({ promise, call: { date: '2026-09-16' } }), false);
    assert.equal(isHeldMeeting({ promise: { ...promise, dueDate: null }, call: { date: null } }), false);
  });

  it('is no thing that was to be sent by that day', () => {
    const sent = { ...promise, text: "I'll send you the invite for our call on Tuesday." };
    assert.equal(isHeldMeeting({ promise: sent, call: { date: '2026-09-15' } }), false);
  });
});

describe('the same promise', () => {
  const first = { owner: 'Maya Okafor', side: 'internal', text: 'I will send you the collections workflow by Friday.' };

  it('is one of the same person about the same thing', () => {
    const again = { ...first, text: 'The collections workflow, I will get that over on Monday.' };
    assert.ok(isSamePromise(first, again));
    assert.equal(isSamePromise(first, { ...again, owner: 'Tom Beckett' }), false);
    assert.equal(isSamePromise(first, { ...first, text: 'I will send you the security packet.' }), false);
  });
});
