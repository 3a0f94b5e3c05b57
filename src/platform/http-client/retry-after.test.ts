import assert from 'node:assert/strict';
import { it } from 'node:test';
import { errorForResponse, retryAfterMs } from './index.ts';

const now = new Date('2026-11-02T10:00:00Z');

it('reads how long a server asks us to wait, in each of the forms in use', () => {
  assert.equal(retryAfterMs(new Headers({ 'retry-after': '2' }), now), 2_000);
  assert.equal(retryAfterMs(new Headers({ 'retry-after': '0.5' }), now), 500);
  assert.equal(retryAfterMs(new Headers({ 'retry-after-ms': '70', 'retry-after': '9' }), now), 70);
  assert.equal(retryAfterMs(new Headers({ 'retry-after': 'Mon, 02 Nov 2026 10:00:05 GMT' }), now), 5_000);
  assert.equal(retryAfterMs(new Headers({ 'retry-after': 'Mon, 02 Nov 2026 09:00:00 GMT' }), now), 0);
  assert.equal(retryAfterMs(new Headers({ 'retry-after': 'soon' }), now), null);
  assert.equal(retryAfterMs(new Headers(), now), null);
});

it('names the error of every kind of failed answer', () => {
  const codes = [400, 401, 403, 404, 408, 413, 422, 429, 500, 503, 504, 524, 529].map(
    (status) => errorForResponse({ host: 'api.example', status, reason: null }).code,
  );
  assert.deepEqual(codes, [
    'vendor.refused',
    'vendor.unauthorized',
    'vendor.unauthorized',
    'vendor.refused',
    'vendor.timeout',
    'vendor.refused',
    'vendor.refused',
    'vendor.rate-limited',
    'vendor.unavailable',
    'vendor.unavailable',
    'vendor.timeout',
    'vendor.timeout',
    'vendor.unavailable',
  ]);
});
