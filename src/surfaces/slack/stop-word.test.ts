import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stoppedIn } from './conversation-of.ts';
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

  it('stops what was asked before it in its thread or, at the top, in its channel', () => {
    const event = { type: 'message', channel: 'D1', ts: '1726300003.000200', text: 'stop' };
    const place = { conversation: 'slack:D1:1726300001.000100', askedUntil: 1_726_300_003.0002 };
    assert.deepEqual(stopWordOf({ ...envelope, event: { ...event, thread_ts: '1726300001.000100' } }), place);
    assert.equal(stopWordOf({ ...envelope, event })?.conversation, 'slack:D1');
    const mention = { ...event, type: 'app_mention', text: '<@U0> stop' };
    assert.equal(stopWordOf({ ...envelope, event: mention })?.conversation, 'slack:D1');
    assert.equal(stopWordOf({ ...envelope, event: { ...event, text: 'who stopped?' } }), null);
    assert.equal(stopWordOf({ ...envelope, event: { ...event, type: 'app_home_opened' } }), null);
  });

  it('is found by the question, wherever it stands', () => {
    function stopOf(event: object) {
      return stopWordOf({ ...envelope, event: { type: 'message', channel: 'C1', ts: '9.0', text: 'stop', ...event } });
    }
    const inThread = stoppedIn({ channelId: 'C1', threadId: '1.0', messageId: '2.0' });
    const atTop = stoppedIn({ channelId: 'C1', threadId: null, messageId: '1.0' });
    const mentioned = stoppedIn({ channelId: 'C1', threadId: '1.0', messageId: '1.0' });
    const elsewhere = stoppedIn({ channelId: 'C1', threadId: '3.0', messageId: '4.0' });
    const otherChannel = stoppedIn({ channelId: 'C12', threadId: null, messageId: '1.0' });
    const places = [inThread, atTop, mentioned, elsewhere, otherChannel];
    function foundBy(event: object): boolean[] {
      const conversation = stopOf(event)?.conversation ?? '';
      return places.map((names) => names.includes(conversation));
    }
    assert.deepEqual(foundBy({}), [true, true, true, true, false]);
    assert.deepEqual(foundBy({ type: 'app_mention' }), [true, true, true, true, false]);
    assert.deepEqual(foundBy({ thread_ts: '1.0' }), [true, true, true, false, false]);
    assert.deepEqual(foundBy({ type: 'app_mention', thread_ts: '3.0' }), [false, false, false, true, false]);
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
