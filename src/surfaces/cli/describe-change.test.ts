import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChangeSet } from '#contracts';
import { describeChangeSet } from './describe-change.ts';

const at = '2026-09-14T15:00:00.000Z';
const change = {
  changeId: 'chg_1',
  changeSetId: 'set_1',
  position: 0,
  target: { objectType: 'deal', externalId: '501' },
  targetName: 'Larkspur Hill',
  oldValue: 'discovery',
  oldValueKept: false,
  oldValueSource: 'person',
  evidence: [],
  confidence: 0.8,
  rule: 'stage-from-call',
  stakes: 'high',
  verdict: 'ask',
  policyRule: 'a rule',
  reason: 'It is asked about.',
  state: 'waiting',
  editedValue: null,
  readBackValue: null,
  externalId: null,
  problem: null,
  appliedAt: null,
  undoneAt: null,
} as const;

const set = ChangeSet.parse({
  changeSetId: 'set_1',
  kind: 'call',
  title: 'A call',
  callId: null,
  analysisId: null,
  dryRun: false,
  tainted: false,
  proposedAt: at,
  expiresAt: null,
  changes: [
    { ...change, action: { type: 'set_property', property: 'dealstage', value: 'qualifiedtobuy' } },
    {
      ...change,
      changeId: 'chg_2',
      oldValue: null,
      action: { type: 'associate', to: { objectType: 'contact', externalId: '30000000171' } },
    },
  ],
});

describe('a change in the terminal', () => {
  it('is told by names and not by what the CRM keeps', () => {
    const words = [
      { changeId: 'chg_1', field: 'Deal stage', oldValue: 'Discovery', newValue: 'Qualified to buy' },
      { changeId: 'chg_2', field: 'New association', oldValue: null, newValue: 'contact Sam Ortiz' },
    ];
    const text = describeChangeSet({ changeSet: set, changeId: null, decisions: [], words });
    assert.match(
      text,
      /deal Larkspur Hill: Deal stage → Qualified to buy {2}chg_1\n {4}was: Discovery \(set by person\)/,
    );
    assert.match(text, /is tied to contact Sam Ortiz {2}chg_2/);
    assert.doesNotMatch(text, /qualifiedtobuy|30000000171/);
    assert.match(describeChangeSet({ changeSet: set, changeId: null, decisions: [] }), /dealstage → qualifiedtobuy/);
  });
});
