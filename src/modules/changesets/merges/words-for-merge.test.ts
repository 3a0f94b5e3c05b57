import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmRecordRow } from '#modules/crm';
import { wordsForMerge } from './words-for-merge.ts';

function deal(externalId: string, name: string): CrmRecordRow {
  return {
    recordId: `rec_${externalId}`,
    objectType: 'deal',
    externalId,
    properties: {},
    name,
    email: null,
    domain: null,
    ownerId: null,
    createdAt: '2026-09-01T00:00:00.000Z',
    updatedAt: '2026-09-01T00:00:00.000Z',
    archivedAt: null,
    vanishedAt: null,
    mergedInto: null,
    syncedAt: '2026-09-01T00:00:00.000Z',
  };
}

describe('what speaks for a merge', () => {
  it('is told by the names of both records, and by no id that a rule compares', () => {
    const [kept, merged] = [deal('501', 'Larkspur renewal'), deal('502', 'LARKSPUR renewal')];
    const words = wordsForMerge({
      kept,
      merged,
      evidence: [
        { rule: 'same-name', value: '30000000009 | larkspur renewal', confidence: 0.8 },
        { rule: 'same-amount', value: '30000000009 | default | 12000', confidence: 0.6 },
        { rule: 'same-domain', value: 'larkspur.example', confidence: 0.9 },
      ],
    });
    assert.deepEqual(words.slice(0, 3), [
      'One name: “Larkspur renewal” and “LARKSPUR renewal” (80 %)',
      'One amount in one pipeline of one company, both open: 12000 (60 %)',
      'One domain: larkspur.example (90 %)',
    ]);
    const alike = { kept, merged: { ...merged, name: kept.name } };
    const evidence = [{ rule: 'same-name', value: '9 | larkspur renewal', confidence: 0.8 }] as const;
    assert.equal(wordsForMerge({ ...alike, evidence })[0], 'One name: “Larkspur renewal” (80 %)');
  });
});
