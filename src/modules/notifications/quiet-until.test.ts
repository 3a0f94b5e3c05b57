import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextLocalTime, quietUntil } from './quiet-until.ts';

const night = { from: '20:00', to: '07:00', timeZone: 'America/Chicago', weekends: true, exceptSeverity: null };

function until(now: string, quietHours = night): string | null {
  return quietUntil({ now: new Date(now), quietHours, severity: 'high' })?.toISOString() ?? null;
}

describe('quiet hours', () => {
  test('last across midnight, in the zone of the people', () => {
    assert.equal(until('2026-09-15T00:59:00Z'), null);
    assert.equal(until('2026-09-15T01:00:00Z'), '2026-09-15T12:00:00.000Z');
    assert.equal(until('2026-09-15T11:59:00Z'), '2026-09-15T12:00:00.000Z');
    assert.equal(until('2026-09-15T12:00:00Z'), null);
  });

  test('of a Friday night lead over the weekend to Monday', () => {
    assert.equal(until('2026-09-19T02:00:00Z'), '2026-09-21T12:00:00.000Z');
    assert.equal(until('2026-09-19T02:00:00Z', { ...night, weekends: false }), '2026-09-19T12:00:00.000Z');
  });

  test('end at the time on the wall where the clocks were changed in the night', () => {
    const plain = { ...night, weekends: false };
    assert.equal(until('2026-11-01T04:00:00Z', plain), '2026-11-01T13:00:00.000Z');
    assert.equal(until('2026-03-08T05:00:00Z', plain), '2026-03-08T12:00:00.000Z');
  });

  test('that begin when they end, or are not set, hold nothing', () => {
    assert.equal(until('2026-09-15T01:00:00Z', { ...night, from: '07:00', weekends: false }), null);
    assert.equal(quietUntil({ now: new Date('2026-09-15T01:00:00Z'), quietHours: null, severity: 'low' }), null);
  });
});

test('the next time of a day is always ahead', () => {
  const next = nextLocalTime({ now: new Date('2026-09-15T13:00:00Z'), time: '08:00', timeZone: 'America/Chicago' });
  assert.equal(next.toISOString(), '2026-09-16T13:00:00.000Z');
});
