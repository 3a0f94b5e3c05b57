import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { createSecret, signMessage } from './sign-message.ts';
import { waitBeforeRetry } from './wait-before-retry.ts';

describe('a signature', () => {
  it('is the one that the standard publishes', () => {
    const headers = signMessage({
      messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: new Date(1_614_265_330_000),
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    });
    assert.deepEqual(headers, {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is verified by the library of the standard, by either of two secrets and by no other', () => {
    const [one, other, third] = [createSecret(), createSecret(), createSecret()];
    const at = new Date();
    const body = '{"type":"webhook.test","text":"Grüße"}';
    const headers = signMessage({ messageId: 'evt_1', at, body, secrets: [one, other] });
    assert.deepEqual(new Webhook(one).verify(body, headers), JSON.parse(body));
    assert.deepEqual(new Webhook(other).verify(body, headers), JSON.parse(body));
    assert.throws(() => new Webhook(third).verify(body, headers));
    assert.throws(() => new Webhook(one).verify(`${body} `, headers));
    assert.throws(() => new Webhook(one).verify(body, { ...headers, 'webhook-id': 'evt_2' }));
  });
});

describe('the waits between tries', () => {
  it('grow over nearly a day, and end', () => {
    const waits = Array.from(
      { length: 10 },
      (_each, index) => waitBeforeRetry({ attempts: index + 1, retryAfterSeconds: null }) ?? 0,
    );
    assert.deepEqual(
      waits,
      waits.toSorted((one, other) => one - other),
    );
    const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
    assert.ok(hours > 23 && hours < 25, String(hours));
    assert.equal(waitBeforeRetry({ attempts: 11, retryAfterSeconds: null }), null);
  });

  it('are as long as the receiver asks for, an hour at most', () => {
    assert.equal(waitBeforeRetry({ attempts: 1, retryAfterSeconds: 60 }), 60_000);
    assert.equal(waitBeforeRetry({ attempts: 1, retryAfterSeconds: 999_999 }), 3_600_000);
    assert.equal(waitBeforeRetry({ attempts: 9, retryAfterSeconds: 60 }), 360 * 60_000);
  });
});
