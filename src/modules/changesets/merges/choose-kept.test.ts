import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseKept, type PairSide } from './choose-kept.ts';

interface Given extends Partial<Omit<PairSide, 'record'>> {
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

function sideOf(externalId: string, { createdAt, updatedAt, ...given }: Given = {}): PairSide {
  const made = createdAt ?? '2026-09-01T00:00:00.000Z';
  const record = {
    recordId: `rec_${externalId}`,
    objectType: 'deal',
    externalId,
    properties: {},
    name: null,
    email: null,
    domain: null,
    ownerId: null,
    createdAt: made,
    updatedAt: updatedAt ?? made,
    archivedAt: null,
    vanishedAt: null,
    mergedInto: null,
    syncedAt: made,
  } as const;
  return { stage: null, calls: 0, activities: 0, ...given, record };
}

function chosen(older: Given, younger: Given): string {
  const { kept, because } = chooseKept([sideOf('older', older), sideOf('younger', younger)]);
  return `${kept.externalId} ${because}`;
}

function stageAt(position: number, given: { isClosed?: boolean; pipelineId?: string } = {}) {
  return { stage: { pipelineId: 'sales', isClosed: false, ...given, position } };
}

describe('of two records that seem to be one', () => {
  it('the one that people work with keeps its values, and the older one where nothing tells', () => {
    assert.equal(chosen(stageAt(5, { isClosed: true }), stageAt(1)), 'younger since it is open');
    assert.equal(chosen(stageAt(0), stageAt(1)), 'younger since it is in the later stage');
    assert.equal(
      chosen({ ...stageAt(2), calls: 1 }, { ...stageAt(1), calls: 3 }),
      'older since it is in the later stage',
    );
    assert.equal(chosen(stageAt(1), { ...stageAt(1), calls: 1 }), 'younger since more calls are about it');
    assert.equal(chosen({ activities: 4 }, { activities: 6 }), 'younger since more was done with it');
    assert.equal(chosen({}, {}), 'older since it is the older one');
  });

  it('is not told by stages of two pipelines, nor by the day on which the second was made', () => {
    assert.equal(chosen(stageAt(0), stageAt(3, { pipelineId: 'renewals' })), 'older since it is the older one');
    assert.equal(chosen({}, { createdAt: '2026-10-01T00:00:00.000Z' }), 'older since it is the older one');
    const later = '2026-10-05T00:00:00.000Z';
    assert.equal(
      chosen({ updatedAt: later }, { createdAt: '2026-10-01T00:00:00.000Z' }),
      'older since it was changed last',
    );
    assert.equal(
      chosen({}, { createdAt: '2026-10-01T00:00:00.000Z', updatedAt: later }),
      'younger since it was changed last',
    );
  });
});
