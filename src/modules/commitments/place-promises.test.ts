import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Promised, placePromises } from './place-promises.ts';

const friday = 'I will send you the collections workflow by Friday.';
const monday = 'I will send you the collections workflow by Monday.';
const at = new Date('2026-09-08T10:00:00.000Z');

function promiseOf(text: string, { id, claimId }: { id: string; claimId: string }): Promised {
  const said = { owner: 'Maya Okafor', side: 'internal', text, context: '', evidence: {}, dueDate: null };
  const told = { repeats: null, remindedAt: null, reminders: 0, createdAt: at };
  const settled = { state: 'kept', settledBy: { by: 'person' }, settledAt: at };
  const places = { dealRecordId: null, companyRecordId: null };
  return { id, claimId, workspaceId: 'wsp', callId: 'cal', ...said, ...told, ...settled, ...places };
}

function placed(texts: readonly string[], known: readonly Promised[]) {
  const promises = texts.map((text, place) => promiseOf(text, { id: `new-${place}`, claimId: `commitments:${place}` }));
  const { again, fresh } = placePromises({ promises, known });
  return { again: again.map(({ promise, row }) => [promise.text, row.id]).toSorted(), fresh: fresh.length };
}

describe('promises of which several were settled in much the same words', () => {
  it('are known again by the same words first, whichever place has them now', () => {
    const known = [
      promiseOf(friday, { id: 'row-friday', claimId: 'commitments:0' }),
      promiseOf(monday, { id: 'row-monday', claimId: 'commitments:1' }),
    ];
    const each = [
      [friday, 'row-friday'],
      [monday, 'row-monday'],
    ];
    assert.deepEqual(placed([friday, monday], known), { again: each, fresh: 0 });
    assert.deepEqual(placed([monday, friday], known), { again: each, fresh: 0 });
    assert.deepEqual(placed([monday], known), { again: [[monday, 'row-monday']], fresh: 0 });
  });

  it('keep their places where the words are the very same', () => {
    const known = [
      promiseOf(friday, { id: 'row-a', claimId: 'commitments:1' }),
      promiseOf(friday, { id: 'row-b', claimId: 'commitments:0' }),
    ];
    const { again } = placePromises({
      promises: known.map(({ claimId }) => promiseOf(friday, { id: 'new', claimId })).toReversed(),
      known,
    });
    assert.deepEqual(
      again.map(({ promise, row }) => [promise.claimId, row.id]),
      [
        ['commitments:0', 'row-b'],
        ['commitments:1', 'row-a'],
      ],
    );
  });
});
