import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SlackEventEnvelope, SlackViewSubmission } from './schema.ts';

function read(event: Readonly<Record<string, unknown>>): SlackEventEnvelope['event'] {
  const envelope = { type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event_time: 1_700_000_000 };
  return SlackEventEnvelope.parse({ ...envelope, event }).event;
}

describe('what Slack sends', () => {
  it('may name a person by the id or carry the whole of one', () => {
    assert.equal(read({ type: 'app_mention', user: 'U1' }).user, 'U1');
    assert.equal(read({ type: 'user_change', user: { id: 'U1', profile: {} } }).user, 'U1');
    assert.equal(read({ type: 'user_change', user: {} }).user, null);
    assert.equal(read({ type: 'emoji_changed' }).user, undefined);
  });

  it('reads the same again from what was kept of it', () => {
    const once = read({ type: 'team_join', user: { id: 'U1' } });
    assert.deepEqual(read(once), once);
  });

  it('may describe a conversation without its id', () => {
    assert.deepEqual(read({ type: 'im_created', user: 'U1', channel: { name: 'x' } }).channel, { name: 'x' });
  });

  it('may be a form in which nothing is filled in', () => {
    const view = { id: 'V1', callback_id: 'c', private_metadata: '', state: {} };
    const form = { type: 'view_submission', user: { id: 'U1' }, view };
    assert.equal(SlackViewSubmission.parse(form).view.state?.values, undefined);
  });
});
