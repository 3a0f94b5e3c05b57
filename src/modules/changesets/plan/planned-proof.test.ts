import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Findings } from '#contracts';
import { plainReport, reportOf } from '#test/build-report';
import { planAssociations } from './plan-associations.ts';
import { planContactFields } from './plan-contact-fields.ts';
import type { PlanInput, PlanRecord } from './plan-input.ts';

type SideMood = Findings['sentiment']['sides'][number];
type Felt = SideMood['felt'];

const deal: PlanRecord = { objectType: 'deal', externalId: '501', properties: {}, name: 'Larkspur Hill', email: null };
const sam: PlanRecord = { objectType: 'contact', externalId: '301', properties: {}, name: 'Sam Ortiz', email: null };
const lena: PlanRecord = { ...sam, externalId: '302', name: 'Lena Hart' };

function inputWith(felt: Felt): PlanInput {
  const { call, findings } = plainReport().result;
  const side: SideMood = {
    side: 'external',
    score: -0.4,
    label: 'negative',
    sentences: 20,
    course: [],
    trend: null,
  };
  const sentiment = { ...findings.sentiment, sides: [felt === undefined ? side : { ...side, felt }] };
  return {
    report: reportOf(call, { ...findings, sentiment }),
    call: { callId: 'call_1', externalId: null, url: null },
    deal: { deal, contacts: [], pipeline: null, stage: null, definitions: [] },
    lead: null,
    contacts: [sam, lena],
    owners: [],
    fields: {
      nextSteps: null,
      riskFactors: null,
      competitor: null,
      lastCallSentiment: 'last_call_sentiment',
      lastCallDate: null,
      lastCallSummary: null,
    },
  };
}

function moodNoteOf(felt: Felt): string {
  return planContactFields(inputWith(felt))[0]?.evidence[0]?.note ?? '';
}

describe('the proof of a planned change', () => {
  it('of a mood is what its label stands on, and the mean alone where the engine says no more', () => {
    assert.equal(
      moodNoteOf({ positive: 3, negative: 9, share: 0.41 }),
      'Of 20 sentences of Sam Ortiz, 3 feel positive and 9 negative; 41 % of what is felt and of goodwill is positive, which the label goes by. Their mean is -0.40 between -1 and 1, by which it does not go.',
    );
    assert.match(moodNoteOf({ positive: 1, negative: 0, share: null }), /too little is felt for more/u);
    assert.match(moodNoteOf(undefined), /^The mood of 20 sentences/u);
  });

  it('of a mood is not written where its own numbers say the other way', () => {
    const input = inputWith({ positive: 1, negative: 2, share: 0.53 });
    const { sentiment } = input.report.result.findings;
    for (const side of sentiment.sides) Object.assign(side, { label: 'positive', score: -0.01 });
    assert.deepEqual(planContactFields(input), []);
    for (const side of sentiment.sides) Object.assign(side, { score: 0.02 });
    assert.equal(planContactFields(input).length, 1, 'one for who spoke');
  });

  it('of a contact of the deal says that they spoke only where they did, and is less sure otherwise', () => {
    assert.deepEqual(
      planAssociations(inputWith(undefined)).map(({ confidence, evidence }) => [confidence, evidence[0]?.note]),
      [
        [0.9, 'Sam Ortiz spoke in the call.'],
        [0.6, 'Lena Hart is on the list of the call; no words in it are known to be theirs.'],
      ],
    );
  });
});
