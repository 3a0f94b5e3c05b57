import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DoneActivity, keptBy, type PromiseToKeep } from './kept-by.ts';

const now = new Date('2026-11-20T12:00:00Z');

function promised(values: Partial<PromiseToKeep> = {}): PromiseToKeep {
  const text = "I'll dig out the case study from a company your size and send it.";
  return { text, context: '', side: 'internal', dueDate: null, madeAt: new Date('2026-11-10T10:00:00Z'), ...values };
}

function done(values: Partial<DoneActivity> = {}): DoneActivity {
  const at = new Date('2026-11-12T10:00:00Z');
  const email = { kind: 'email', externalId: '1', direction: 'outgoing', done: null };
  return { ...email, at, subject: 'The case study', ...values };
}

function isKept(promise: PromiseToKeep, activity: DoneActivity): boolean {
  return keptBy({ promise, activities: [activity], now }) !== null;
}

describe('a promise', () => {
  it('is kept by an e-mail that is named after the thing, from whoever promised it, after they did', () => {
    assert.ok(isKept(promised(), done()));
    assert.ok(isKept(promised(), done({ subject: 'Re: Case study from Alder Point' })));
    assert.ok(isKept(promised(), done({ subject: 'The case study in Word, on page two the figures' })));
    assert.ok(!isKept(promised(), done({ subject: 'Thanks for today' })));
    assert.ok(!isKept(promised(), done({ subject: 'Study' })), 'one word may be anything');
    assert.ok(!isKept(promised(), done({ direction: 'incoming' })));
    assert.ok(!isKept(promised(), done({ at: new Date('2026-11-09T10:00:00Z') })), 'before it was promised');
    assert.ok(!isKept(promised(), done({ at: new Date('2026-11-30T10:00:00Z') })), 'not yet');
    const theirs = promised({ side: 'external', text: 'I will send you the sample export of the ledger.' });
    assert.ok(isKept(theirs, done({ direction: 'incoming', subject: 'Sample export' })));
    assert.ok(!isKept(theirs, done({ direction: 'incoming', subject: 'Re: Sample export' })), 'an answer to ours');
    assert.ok(!isKept({ ...theirs, side: 'unknown' }, done({ direction: 'incoming', subject: 'Sample export' })));
  });

  it('is not kept by an e-mail that only speaks of the thing', () => {
    for (const subject of [
      'Question about the case study',
      'A word on the case study',
      'Quick word on the case study before Friday',
      'Case study: still working on it',
      'Do you need the case study?',
      'Case study delayed until Friday',
    ])
      assert.ok(!isKept(promised(), done({ subject })), subject);
  });

  it('is kept by a task of its words once that is done, and by a meeting that is held on its day', () => {
    const task = done({ kind: 'task', direction: null, done: true, subject: 'Dig out the case study and send it' });
    assert.ok(isKept(promised(), task));
    assert.ok(!isKept(promised(), { ...task, done: false }));
    assert.ok(!isKept(promised(), { ...task, subject: 'Study the case of Harbor Lane, book the room and the flight' }));
    const meeting = promised({ text: 'Thursday at three works, talk then.', dueDate: '2026-11-12' });
    assert.ok(isKept(meeting, done({ kind: 'meeting', direction: null, done: true, subject: null })));
    assert.ok(!isKept(meeting, done({ kind: 'meeting', direction: null, done: null, subject: null })));
    assert.ok(!isKept({ ...meeting, dueDate: '2026-11-13' }, done({ kind: 'meeting', done: true })));
  });

  it('is kept by the first of several', () => {
    const later = done({ externalId: '2', at: new Date('2026-11-14T10:00:00Z') });
    assert.equal(keptBy({ promise: promised(), activities: [later, done()], now })?.externalId, '1');
  });
});
