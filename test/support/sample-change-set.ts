import { type Change, ChangeSet } from '#contracts';

/** A change set of one call with one change, in the form that the contract gives it. */
export function sampleChangeSet(change: Partial<Change> = {}): ChangeSet {
  return ChangeSet.parse({
    changeSetId: 'set_1',
    kind: 'call',
    title: 'Larkspur Hill Communities - proposal walk-through',
    callId: 'call_1',
    analysisId: 'ana_1',
    dryRun: false,
    tainted: true,
    proposedAt: '2026-09-14T15:00:00Z',
    expiresAt: '2026-09-17T15:00:00Z',
    changes: [{ ...amountChange, ...change }],
  });
}

const amountChange: Change = {
  changeId: 'chg_1',
  changeSetId: 'set_1',
  position: 0,
  target: { objectType: 'deal', externalId: '501' },
  targetName: 'Larkspur Hill',
  action: { type: 'set_property', property: 'amount', value: '27500' },
  oldValue: '24000',
  oldValueKept: false,
  oldValueSource: 'person',
  evidence: [
    {
      callId: 'call_1',
      claimId: 'claim_1',
      evidence: {
        quote: 'twenty-seven five is what we signed off',
        turn: 7,
        start: 0,
        end: 39,
        speaker: 'Carla Whitcomb',
        side: 'external',
        sentence: '7.0',
        startMs: 61_000,
        endMs: 64_000,
      },
      note: null,
    },
  ],
  confidence: 0.9,
  rule: 'amount-from-call',
  stakes: 'high',
  verdict: 'ask',
  policyRule: 'data/policy.yaml:12 money',
  reason: 'Money is always asked about.',
  state: 'waiting',
  editedValue: null,
  readBackValue: null,
  externalId: null,
  problem: null,
  appliedAt: null,
  undoneAt: null,
};
