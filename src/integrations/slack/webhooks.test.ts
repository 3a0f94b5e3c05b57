import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSlackBody, type SlackWebhook, verifySlackSignature } from './webhooks.ts';

/** The vendor's own example (docs.slack.dev/authentication/verifying-requests-from-slack). */
const published = {
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const signedAt = new Date(Number(published.timestamp) * 1000);

function webhook(changes: Partial<SlackWebhook> = {}): SlackWebhook {
  return {
    body: Buffer.from(published.body),
    contentType: 'application/x-www-form-urlencoded',
    signature: published.signature,
    timestamp: published.timestamp,
    retryNumber: undefined,
    retryReason: undefined,
    ...changes,
  };
}

function verify(changes: Partial<SlackWebhook> = {}, options: { secret?: string; laterSeconds?: number } = {}): void {
  verifySlackSignature({
    delivery: webhook(changes),
    signingSecret: options.secret ?? published.signingSecret,
    now: new Date(signedAt.getTime() + (options.laterSeconds ?? 0) * 1000),
  });
}

describe('a request of Slack', () => {
  test('is taken with the signature that Slack publishes as its example', () => {
    verify();
    verify({}, { laterSeconds: 299 });
  });

  test('is refused where one sign of the body, the secret, the time or the signature is another', () => {
    const refused = { code: 'webhook.unauthentic' };
    assert.throws(() => verify({ body: Buffer.from(`${published.body}x`) }), refused);
    assert.throws(() => verify({}, { secret: '8f742231b10e8888abcd99yyyzzz85a6' }), refused);
    assert.throws(() => verify({ timestamp: '1531420619' }), refused);
    assert.throws(() => verify({ signature: published.signature.replace('a2', 'a3') }), refused);
    assert.throws(() => verify({ signature: 'v0=' }), refused);
    assert.throws(() => verify({ signature: undefined }), refused);
    assert.throws(() => verify({ timestamp: undefined }), refused);
    assert.throws(() => verify({ timestamp: 'NaN' }), refused);
  });

  test('is refused where it is replayed more than five minutes later, or comes from the future', () => {
    assert.throws(() => verify({}, { laterSeconds: 301 }), /more than five minutes ago/);
    assert.throws(() => verify({}, { laterSeconds: -301 }), /ahead of our clock/);
  });

  test('is read from a form, from JSON, and from JSON in a form', () => {
    const form = readSlackBody(webhook());
    assert.deepEqual([form['command'], form['user_id'], form['text']], ['/webhook-collect', 'U2CERLKJA', '']);
    const payload = Buffer.from(`payload=${encodeURIComponent('{"type":"block_actions","n":"ä+%"}')}`);
    assert.deepEqual(readSlackBody(webhook({ body: payload })), { type: 'block_actions', n: 'ä+%' });
    const json = { body: Buffer.from('{"type":"event_callback"}'), contentType: 'application/json' };
    assert.deepEqual(readSlackBody(json), { type: 'event_callback' });
    for (const body of ['{', '[]', 'null', '']) {
      assert.throws(() => readSlackBody({ ...json, body: Buffer.from(body) }), { code: 'input.invalid' });
    }
  });
});
