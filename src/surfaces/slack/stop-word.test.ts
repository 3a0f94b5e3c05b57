import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isStopWord, pressedStop, stopValueOf, stopWordOf } from './stop-word.ts';

const envelope = { type: 'event_callback' as const, team_id: 'T1', event_id: 'E1', event_time: 1 };

describe('a word to stop', () => {
  it('is nothing but that', () => {
    for (const word of [
      'stop',
      'Stop!',
      'STOP it, please',
      '<@U0> cancel that',
      'please stop',
      'nevermind',
      'abort.',
    ]) {
      assert.ok(isStopWord(word), word);
    }
    for (const word of [
      '',
      'why did they stop answering us?',
      'stop the renewal of Larkspur Hill',
      'stopped',
      'stop?',
    ]) {
      assert.ok(!isStopWord(word), word);
    }
  });

  it('stops what was asked in its thread before it', () => {
    const event = { type: 'message', channel: 'D1', ts: '1726300003.000200', text: 'stop' };
    const place = { conversation: 'slack:D1:1726300001.000100', askedUntil: 1_726_300_003.0002 };
    assert.deepEqual(stopWordOf({ ...envelope, event: { ...event, thread_ts: '1726300001.000100' } }), place);
    assert.equal(stopWordOf({ ...envelope, event })?.conversation, 'slack:D1');
    const mention = { ...event, type: 'app_mention', text: '<@U0> stop' };
    assert.equal(stopWordOf({ ...envelope, event: mention })?.conversation, 'slack:D1:1726300003.000200');
    assert.equal(stopWordOf({ ...envelope, event: { ...event, text: 'who stopped?' } }), null);
    assert.equal(stopWordOf({ ...envelope, event: { ...event, type: 'app_home_opened' } }), null);
  });

  it('is said by the button, which holds what it stops', () => {
    const place = { conversation: 'slack:D1:1726300001.000100', askedUntil: 1_726_300_003.0002 };
    function press(action_id: string, value: string) {
      return pressedStop({
        type: 'block_actions',
        user: { id: 'U1' },
        trigger_id: 't',
        actions: [{ action_id, value }],
      });
    }
    assert.deepEqual(press('answer.stop', stopValueOf(place)), place);
    assert.equal(press('answer.right', stopValueOf(place)), null);
    assert.equal(press('answer.stop', 'something else'), null);
  });
});
