import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Claim, CoachingPoint, Commitment, Findings, QualificationElement, Statement } from '#contracts';
import { baseFindings, inputOf } from '#test/model-world';
import { claimFrom } from '../claims/claim-from.ts';
import { createDocument } from '../language/index.ts';
import { verifyFindings } from './verify-findings.ts';

const document = createDocument({
  transcript: inputOf([
    ['Maya Okafor', 'internal', 'I will send you a quote.'],
    ['Ana Ruiz', 'external', 'The budget is frozen. We might sign it, maybe. It is about 2,400 units.'],
  ]).transcript,
});

function claim(turn: number, quote: string): Claim {
  const start = document.transcript.turns[turn]?.text.indexOf(quote) ?? -1;
  const place = { turn, start, end: start + quote.length };
  return claimFrom({ document, place, field: 'test', rule: 'model.analysis.v1', confidence: 0.9 });
}

const promised = claim(0, 'I will send you a quote.');

function verify(part: Partial<Findings>) {
  const made = verifyFindings({ document, findings: { ...baseFindings(), ...part }, unlocated: [], currency: 'USD' });
  const { kept, proposed, refused, refusedByReason } = made.verification;
  assert.equal(proposed, kept + refused.length);
  return { ...made, reasons: refused.map(({ field, reason }) => [field, reason]), refusedByReason };
}

describe('the verifier of findings', () => {
  it('refuses key points that turn, settle or invent, and counts them by reason', () => {
    const keyPoints: Statement[] = [
      { ...promised, text: 'Maya will send a quote.' },
      { ...promised, text: 'Maya will not send a quote.' },
      { ...claim(1, 'We might sign it, maybe.'), text: 'They will sign.' },
      { ...promised, text: 'Payloom is preferred.' },
      { ...promised, text: 'Maya will send a quote over half a million dollars.' },
      { ...promised, text: 'Maya will send a quote next week.' },
    ];
    const { findings, refusedByReason } = verify({ keyPoints });
    assert.deepEqual(
      findings.keyPoints.map(({ text }) => text),
      ['Maya will send a quote.'],
    );
    assert.deepEqual(refusedByReason, {
      negation_added: 1,
      hedge_cut: 1,
      name_not_in_quote: 1,
      number_not_in_quote: 1,
      date_not_in_quote: 1,
    });
  });

  it('leaves a budget unknown whose value denies the quote', () => {
    const base = baseFindings();
    function budget(value: string): QualificationElement | undefined {
      const element: QualificationElement = { ...claim(1, 'The budget is frozen.'), status: 'known', value };
      const bant = { ...base.qualification['bant'], budget: element };
      return verify({ qualification: { ...base.qualification, bant } }).findings.qualification['bant']?.['budget'];
    }
    assert.deepEqual(budget('The budget is not frozen'), { status: 'unknown' });
    assert.equal(budget('Budget: frozen')?.status, 'known');
  });

  it('holds an element to the side that its method names, and one that no method names to nothing', () => {
    const known = { ...promised, status: 'known' as const, value: 'A quote' };
    const said = { ...claim(1, 'The budget is frozen.'), status: 'known' as const, value: 'Frozen' };
    function statuses(side: 'internal' | 'external' | null): (string | undefined)[] {
      const element = { label: 'E', side };
      const elements = [
        { key: 'ours', ...element },
        { key: 'theirs', ...element },
      ];
      const qualification = { own: { ours: known, theirs: said, other: known }, another: { ours: known } };
      const made = verify({ qualificationMethods: [{ id: 'own', name: 'Own', elements }], qualification });
      assert.deepEqual(Object.keys(made.findings.qualification), ['own']);
      assert.deepEqual(Object.keys(made.findings.qualification['own'] ?? {}), ['ours', 'theirs']);
      return ['ours', 'theirs'].map((key) => made.findings.qualification['own']?.[key]?.status);
    }
    assert.deepEqual(statuses('internal'), ['known', 'unknown']);
    assert.deepEqual(statuses('external'), ['unknown', 'known']);
    assert.deepEqual(statuses(null), ['known', 'known']);
  });

  it('refuses a promise whose wording is not what was promised', () => {
    const owner = { owner: 'Maya Okafor', ownerSide: 'internal' as const, due: null };
    const commitments: Commitment[] = [
      { ...promised, ...owner, text: 'Send a quote.' },
      { ...promised, ...owner, text: 'Pay $950,000.' },
      { ...promised, ...owner, text: 'Never send a quote.' },
    ];
    assert.deepEqual(verify({ commitments }).reasons, [
      ['commitments', 'number_not_in_quote'],
      ['commitments', 'negation_added'],
    ]);
  });

  it('refuses advice of a model that names, dates or counts what its evidence does not say', () => {
    function reasonsOf(message: string, more: Partial<CoachingPoint> = {}): string[] {
      const point: CoachingPoint = { kind: 'promise', message, speaker: 'Maya Okafor', evidence: [promised], ...more };
      const { findings, reasons } = verify({ coaching: [point] });
      assert.equal(findings.coaching.length + reasons.length, 1);
      return reasons.flat();
    }
    const number = ['coaching.message', 'number_not_in_quote'];
    assert.deepEqual(reasonsOf('Ana promised to pay $950,000 to Payloom'), number);
    assert.deepEqual(reasonsOf('Ana promised to pay by March 3'), ['coaching.message', 'date_not_in_quote']);
    assert.deepEqual(reasonsOf('Payloom is preferred.'), ['coaching.message', 'name_not_in_quote']);
    assert.deepEqual(reasonsOf('Do not promise a quote before you have asked Ana what it is for.'), []);
    assert.deepEqual(reasonsOf('Say when.', { kind: 'pay_950000' }), number);
    assert.deepEqual(reasonsOf('950000 words without a pause for the buyer: check in earlier.'), number);
    const ofTheRules = { evidence: [{ ...promised, rule: 'coaching.long_monologue' }] };
    assert.deepEqual(reasonsOf('212 words without a pause for the buyer: check in earlier.', ofTheRules), []);
    assert.deepEqual(reasonsOf('212 words and a pause.', ofTheRules), number);
  });
});
