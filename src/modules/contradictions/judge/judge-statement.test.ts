import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Statement } from '../statements/statement.ts';
import { judgeStatement, type StatementVerdict } from './judge-statement.ts';

const saidAt = '2026-09-10T10:00:00.000Z';
const pipeline = {
  externalId: 'sales',
  label: 'Sales',
  stages: [
    { externalId: 's1', label: 'Discovery', position: 0, isClosed: false, isWon: false, probability: 0.2 },
    { externalId: 's2', label: 'Contract sent', position: 1, isClosed: false, isWon: false, probability: 0.9 },
    { externalId: 's3', label: 'Closed lost', position: 2, isClosed: true, isWon: false, probability: 0 },
  ],
};

type Values = readonly (readonly [day: number, value: string | null])[];
type Said = Pick<Statement, 'kind' | 'sense' | 'value'>;
const day: Said = { kind: 'close_date', sense: 'not_before', value: '2027-03-05' };
const sum: Said = { kind: 'amount', sense: 'is', value: '17388' };
const step: Said = { kind: 'next_step', sense: 'put_off', value: 'a call with our IT' };
const choosing: Said = { kind: 'stage', sense: 'is', value: 'still choosing' };

/** The values that the field took, each with its day of September. */
function judge(
  statement: Said,
  { values, ...given }: { values: Values; nextCallAt?: string; now?: string },
): StatementVerdict {
  const changes = values.map(([number, value]) => ({
    at: `2026-09-${String(number).padStart(2, '0')}T12:00:00.000Z`,
    value,
  }));
  return judgeStatement({
    statement,
    saidAt,
    nextCallAt: given.nextCallAt ?? null,
    now: given.now ?? '2026-09-30T12:00:00.000Z',
    field: { property: 'field', changes, current: changes.at(-1)?.value ?? null },
    pipeline,
    definition: null,
    currency: null,
  });
}

describe('what a call says, held against the CRM', () => {
  it('contradicts a value that stood at the call and stands still', () => {
    assert.deepEqual(judge(day, { values: [[1, '2026-12-30T00:00:00Z']] }), {
      verdict: 'contradicts',
      crmValue: '2026-12-30T00:00:00Z',
    });
    assert.equal(judge(sum, { values: [[1, '31752.00']] }).verdict, 'contradicts');
    assert.equal(judge(choosing, { values: [[1, 's2']] }).verdict, 'contradicts');
  });

  it('contradicts what was written down after it, up to the next call', () => {
    assert.equal(
      judge(choosing, {
        values: [
          [1, 's1'],
          [12, 's2'],
        ],
      }).verdict,
      'contradicts',
    );
    const nextCallAt = '2026-09-11T10:00:00.000Z';
    assert.equal(
      judge(choosing, {
        values: [
          [1, 's1'],
          [12, 's2'],
        ],
        nextCallAt,
      }).verdict,
      'over',
    );
  });

  it('is over where the CRM has gone on long after it', () => {
    assert.equal(
      judge(sum, {
        values: [
          [1, '17388.00'],
          [28, '40000.00'],
        ],
      }).verdict,
      'over',
    );
    assert.equal(
      judge(sum, {
        values: [
          [1, '31752.00'],
          [28, '40000.00'],
        ],
      }).verdict,
      'over',
    );
  });

  it('agrees once the CRM has taken it', () => {
    assert.equal(
      judge(sum, {
        values: [
          [1, '31752.00'],
          [11, '17388.00'],
        ],
      }).verdict,
      'agrees',
    );
    assert.equal(
      judge(day, {
        values: [
          [1, '2026-12-30'],
          [11, '2027-03-20'],
        ],
      }).verdict,
      'agrees',
    );
  });

  it('agrees within rounding and within three weeks', () => {
    assert.equal(judge(sum, { values: [[1, '17000']] }).verdict, 'agrees');
    assert.equal(judge(day, { values: [[1, '2027-02-20']] }).verdict, 'agrees');
    assert.equal(judge(day, { values: [[1, String(Date.parse('2026-12-30'))]] }).verdict, 'contradicts');
    assert.equal(judge(day, { values: [[1, 'soon']] }).verdict, 'neither');
  });

  it('contradicts no empty field, and no sum of another size', () => {
    assert.equal(judge(day, { values: [] }).verdict, 'neither');
    assert.equal(judge(sum, { values: [[1, '']] }).verdict, 'neither');
    assert.equal(judge(sum, { values: [[1, '900000']] }).verdict, 'neither');
    assert.equal(judge(choosing, { values: [[1, 'gone']] }).verdict, 'neither');
  });

  it('gives a next step time to be written down', () => {
    const now = '2026-09-10T18:00:00.000Z';
    assert.equal(judge(step, { values: [[1, 'Walk through the proposal']], now }).verdict, 'pending');
    assert.equal(judge(step, { values: [[1, 'Walk through the proposal']] }).verdict, 'contradicts');
    assert.equal(
      judge(step, {
        values: [
          [1, 'Demo'],
          [11, 'Send the contract'],
        ],
      }).verdict,
      'contradicts',
    );
    assert.equal(
      judge(step, {
        values: [
          [1, 'Demo'],
          [11, 'Call with IT'],
        ],
      }).verdict,
      'agrees',
    );
  });

  it('knows competitors by their names and options, and who decides by the role', () => {
    const rival: Said = { kind: 'competitor', sense: 'is', value: 'Payloom, RentForge' };
    assert.equal(judge(rival, { values: [[1, 'rentforge']] }).verdict, 'agrees');
    assert.equal(judge(rival, { values: [[1, 'duesharbor']] }).verdict, 'contradicts');
    assert.equal(judge(rival, { values: [[1, 'none']] }).verdict, 'contradicts');
    assert.equal(judge(rival, { values: [[1, 'other']] }).verdict, 'neither');
    const decides: Said = { kind: 'buying_role', sense: 'is', value: 'decides' };
    assert.equal(judge(decides, { values: [[1, 'END_USER;CHAMPION']] }).verdict, 'contradicts');
    assert.equal(judge(decides, { values: [[1, 'BUDGET_HOLDER']] }).verdict, 'agrees');
    assert.equal(
      judge({ ...decides, value: 'does not decide' }, { values: [[1, 'DECISION_MAKER']] }).verdict,
      'contradicts',
    );
  });

  it('holds agreed and lost against the stage', () => {
    assert.equal(judge({ ...choosing, value: 'lost' }, { values: [[1, 's1']] }).verdict, 'contradicts');
    assert.equal(judge({ ...choosing, value: 'lost' }, { values: [[1, 's3']] }).verdict, 'agrees');
    assert.equal(judge({ ...choosing, value: 'agreed' }, { values: [[1, 's1']] }).verdict, 'contradicts');
    assert.equal(judge({ ...choosing, value: 'agreed' }, { values: [[1, 's2']] }).verdict, 'agrees');
  });
});
