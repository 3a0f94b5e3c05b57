import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays, endOfMonth, nextWeekday, toInstant } from '../base/calendar.ts';
import { createRandom } from '../base/random.ts';
import { pickDue, sayFarDay, sayMeeting } from './pick-due.ts';

describe('days as people say them', () => {
  it('mean a day from the call on, for each weekday of the call', () => {
    const random = createRandom('due');
    for (let count = 0; count < 400; count += 1) {
      const date = addDays('2026-11-23', count % 5);
      const { text, date: due } = pickDue({ random, date });
      assert.ok(due !== null && due >= date && due <= addDays(date, 14), `"${text}" on ${date} is ${due}`);
    }
  });

  it('name a meeting by how far it lies ahead', () => {
    const from = '2026-11-25';
    assert.equal(sayMeeting({ from, date: '2026-11-26', minute: 600 }).text, 'tomorrow at ten');
    assert.equal(sayMeeting({ from, date: '2026-11-27', minute: 870 }).text, 'Friday at two thirty');
    assert.equal(sayMeeting({ from, date: '2026-12-01', minute: 540 }).text, 'Tuesday of next week at nine');
    assert.equal(sayMeeting({ from, date: '2026-12-10', minute: 720 }).text, 'Thursday the 10th at twelve');
    assert.equal(sayMeeting({ from, date: '2026-12-22', minute: 600 }).text, 'December 22nd at ten');
  });

  it('name the last day of a month as its end', () => {
    assert.equal(sayFarDay('2027-02-28').text, 'the end of February');
    assert.equal(sayFarDay('2027-02-11').text, 'February 11th');
    assert.equal(endOfMonth('2028-02-01'), '2028-02-29');
  });

  it('count on from the call, never back', () => {
    assert.equal(nextWeekday('2026-11-27', 5), '2026-12-04');
    assert.equal(nextWeekday('2026-11-27', 1), '2026-11-30');
  });

  it('stand at the hour of the zone, in summer and in winter', () => {
    const place = { minute: 600, timeZone: 'America/Chicago' };
    assert.equal(toInstant({ date: '2026-07-01', ...place }), '2026-07-01T15:00:00Z');
    assert.equal(toInstant({ date: '2026-12-01', ...place }), '2026-12-01T16:00:00Z');
    assert.equal(toInstant({ date: '2026-07-01', minute: 600, timeZone: 'America/Phoenix' }), '2026-07-01T17:00:00Z');
  });
});
