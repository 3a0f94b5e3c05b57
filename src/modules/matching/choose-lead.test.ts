import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseLead, type LeadFacts } from './choose-lead.ts';

const call = { title: null, startedAt: '2026-11-10T15:00:00.000Z', hostOwnerId: '11', words: '' };

function lead(recordId: string, given: Partial<LeadFacts> = {}): LeadFacts {
  const createdAt = '2026-11-01T09:00:00.000Z';
  return {
    recordId,
    name: `Lead ${recordId}`,
    createdAt,
    closedAt: null,
    ownerId: null,
    contact: 'Ana Ruiz',
    ...given,
  };
}

describe('the lead of a call', () => {
  it('is the open one of who took part, and none where there is none', () => {
    assert.equal(chooseLead({ call, leads: [] }), null);
    const closed = lead('1', { closedAt: '2026-11-05T09:00:00.000Z' });
    assert.equal(chooseLead({ call, leads: [closed] }), null);
    assert.deepEqual(chooseLead({ call, leads: [closed, lead('2')] }), {
      recordId: '2',
      name: 'Lead 2',
      confidence: 0.9,
      because: ['Ana Ruiz is its contact'],
    });
  });

  it('may have been closed after the call, or be made after it, and not both', () => {
    const madeAfter = { createdAt: '2026-11-12T09:00:00.000Z' };
    const closedAfter = { closedAt: '2026-11-13T09:00:00.000Z' };
    assert.equal(chooseLead({ call, leads: [lead('1', madeAfter)] })?.recordId, '1');
    assert.equal(chooseLead({ call, leads: [lead('1', closedAfter)] })?.recordId, '1');
    assert.equal(chooseLead({ call, leads: [lead('1', { ...madeAfter, ...closedAfter })] }), null);
    assert.equal(chooseLead({ call: { ...call, startedAt: null }, leads: [lead('1', closedAfter)] }), null);
  });

  it('is, of several, that of the host, else the newest, and says that there are others', () => {
    const older = lead('1', { ownerId: '11' });
    const newer = lead('2', { createdAt: '2026-11-08T09:00:00.000Z' });
    const owned = chooseLead({ call, leads: [newer, older] });
    assert.deepEqual(owned?.because, [
      'Ana Ruiz is its contact',
      'the host owns it',
      'it is one of 2 open leads of those in the call',
    ]);
    assert.deepEqual([owned.recordId, owned.confidence], ['1', 0.6]);
    assert.equal(chooseLead({ call: { ...call, hostOwnerId: null }, leads: [older, newer] })?.recordId, '2');
    const twins = [lead('4'), lead('3')];
    assert.equal(chooseLead({ call, leads: twins })?.recordId, '3');
    assert.equal(chooseLead({ call, leads: twins.toReversed() })?.recordId, '3');
  });
});
