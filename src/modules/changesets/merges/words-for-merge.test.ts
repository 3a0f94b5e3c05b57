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
      because: 'since it is in the later stage',
      differences: ['Deal stage: “Negotiation” stays, “Discovery” is lost.'],
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
    assert.deepEqual(words.slice(3), [
      'The values of Larkspur renewal (501, of 2026-09-01) stay, since it is in the later stage; what it lacks comes from LARKSPUR renewal (502, of 2026-09-01), with all ties and activities.',
      'HubSpot cannot take merged records apart: there is no undo.',
      'Deal stage: “Negotiation” stays, “Discovery” is lost.',
    ]);
    const alike = { kept, merged: { ...merged, name: kept.name }, because: null, differences: [] };
    const evidence = [{ rule: 'same-name', value: '9 | larkspur renewal', confidence: 0.8 }] as const;
    assert.equal(wordsForMerge({ ...alike, evidence })[0], 'One name: “Larkspur renewal” (80 %)');
  });
});
