import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { activitiesThen } from './activities-then.ts';

const activities = [
  { kind: 'email', at: '2026-11-03T10:00:00Z', done: null },
  { kind: 'meeting', at: '2026-11-05T10:00:00Z', done: true },
  { kind: 'task', at: '2026-11-06T10:00:00Z', done: true },
  { kind: 'email', at: '2026-11-07T10:00:00Z', done: null },
  { kind: 'note', at: '2026-11-07T10:00:00Z', done: null },
  { kind: 'call', at: '2026-11-07T10:00:00Z', done: null },
];

function stood(day: string) {
  const then = activitiesThen({ activities, at: new Date(`${day}T00:00:00Z`) });
  return then.map(({ kind, done }) => `${kind} ${done}`);
}

describe('the activities of a deal at an instant of the past', () => {
  it('have what lay ahead as not done, and nothing that came later', () => {
    assert.deepEqual(stood('2026-11-01'), ['meeting false', 'task false']);
    assert.deepEqual(stood('2026-11-06'), ['email null', 'meeting true', 'task false']);
  });

  it('are those of today once all has come', () => {
    assert.deepEqual(activitiesThen({ activities, at: new Date('2026-11-16T00:00:00Z') }), activities);
  });
});
