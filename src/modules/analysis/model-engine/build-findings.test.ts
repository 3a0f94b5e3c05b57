import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Claim, Findings } from '#contracts';
import { baseFindings, inputOf } from '#test/model-world';
import { claimFrom } from '../claims/claim-from.ts';
import { createDocument } from '../language/index.ts';
import { buildFindings } from './build-findings.ts';
import type { ModelAnswer } from './model-answer.ts';

const document = createDocument({
  transcript: inputOf([
    ['Maya Okafor', 'internal', 'How many units do you run?  And who   signs, “Ana”?'],
    ['Ana Ruiz', 'external', "About 2,400 units. I don't sign; Sam Ortiz does. R&D < ops."],
    ['Maya Okafor', 'internal', "I'll call Sam on Monday."],
  ]).transcript,
});

const nothing: ModelAnswer = {
  brief: [],
  keyPoints: [],
  outcome: [],
  objections: [],
  buyingSignals: [],
  questions: [],
  commitments: [],
  decisions: [],
  problems: [],
  stage: { value: 'unknown', confidence: 0, evidence: [] },
  risks: [],
  qualification: [],
  coaching: [],
};

const said = { turn: 1, speaker: 'Ana Ruiz', quote: 'About 2,400 units.', confidence: 0.7 };

describe('findings from what a model answered', () => {
  it('hold the stored slice where the quote differs in case, white space or punctuation', () => {
    const { findings, unlocated } = build({
      keyPoints: [
        { ...said, quote: 'about 2400 UNITS', text: 'They run 2,400 units.' },
        { turn: 0, speaker: 'Maya Okafor', quote: "who signs 'Ana'", confidence: 1, text: 'Who signs.' },
        { ...said, quote: 'R&amp;D &lt; ops.', text: 'R&amp;D' },
      ],
    });
    assert.deepEqual(unlocated, []);
    assert.deepEqual(
      findings.keyPoints.map(({ quote, text }) => [quote, text]),
      [
        ['who   signs, “Ana', 'Who signs.'],
        ['About 2,400 units', 'They run 2,400 units.'],
        ['R&D < ops.', 'R&D'],
      ],
    );
    assert.equal(findings.keyPoints[1]?.sentence, '1.0');
    assert.equal(findings.keyPoints[1]?.rule, 'model.test');
  });

  it('refuse by name what stands nowhere', () => {
    const { findings, unlocated } = build({
      decisions: [
        { ...said, text: 'x', turn: 17 },
        { ...said, text: 'x', turn: -1 },
        { ...said, text: 'x', turn: 1.5 },
        { ...said, text: 'x', quote: 'I sign' },
        { ...said, text: 'x', quote: ' ' },
        { ...said, text: 'x', quote: 'About 2,40' },
        { ...said, text: 'x', quote: 'I do' },
        { ...said, text: 'x', speaker: 'Sam Ortiz' },
      ],
    });
    assert.deepEqual(findings.decisions, []);
    assert.deepEqual(
      unlocated.map(({ field, reason, turn }) => [field, reason, turn]),
      [
        ['decisions', 'turn_not_found', 17],
        ['decisions', 'turn_not_found', -1],
        ['decisions', 'turn_not_found', null],
        ['decisions', 'quote_not_found', 1],
        ['decisions', 'quote_not_found', 1],
        ['decisions', 'quote_not_found', 1],
        ['decisions', 'quote_not_found', 1],
        ['decisions', 'speaker_mismatch', 1],
      ],
    );
  });

  it('keep confidence between 0 and 1 and ids the same for the same place', () => {
    const { findings } = build({
      problems: [
        { ...said, text: 'x', confidence: 7 },
        { ...said, text: 'x', quote: 'Sam Ortiz does.', confidence: -3 },
      ],
    });
    assert.deepEqual(
      findings.problems.map(({ confidence }) => confidence),
      [1, 0],
    );
    assert.equal(findings.problems[0]?.id, build({ problems: [{ ...said, text: 'y' }] }).findings.problems[0]?.id);
  });

  it('take an owner who takes part with that side, a first name too, and one who was only named without', () => {
    const promise = {
      turn: 2,
      speaker: 'Maya Okafor',
      quote: "I'll call Sam on Monday.",
      confidence: 0.9,
      text: 'Call.',
    };
    const owners = ['Maya', 'Maya Okafor', 'ana ruiz', 'Sam', ''].map((owner) => {
      const [commitment] = build({ commitments: [{ ...promise, owner }] }).findings.commitments;
      return [commitment?.owner, commitment?.ownerSide];
    });
    assert.deepEqual(owners, [
      ['Maya Okafor', 'internal'],
      ['Maya Okafor', 'internal'],
      ['Ana Ruiz', 'external'],
      ['Sam', 'unknown'],
      ['Maya Okafor', 'internal'],
    ]);
  });

  it('call a question or an objection answered only where the answer stands in the call', () => {
    const question = { turn: 0, speaker: 'Maya Okafor', quote: 'How many units do you run?', confidence: 1 };
    const real = { answered: true, answerTurn: 1, answerQuote: 'About 2,400 units.' };
    const answered = build({ questions: [{ ...question, ...real }] }).findings.questions;
    assert.equal(answered[0]?.answered, true);
    assert.equal(answered[0]?.answerEvidence?.speaker, 'Ana Ruiz');
    const invented = build({ questions: [{ ...question, ...real, answerQuote: 'About nine units.' }] });
    assert.equal(invented.findings.questions[0]?.answered, false);
    assert.equal(invented.unlocated[0]?.field, 'questions.answerEvidence');
    const objection = { ...said, kind: 'authority' as const, answer: 'answered' as const };
    const open = build({ objections: [{ ...objection, answerTurn: 2, answerQuote: 'Never said.' }] });
    assert.equal(open.findings.objections[0]?.answer, 'unanswered');
  });

  it("judge the rules' own questions and add those that the rules missed", () => {
    const base = build({
      questions: [
        {
          ...said,
          turn: 0,
          speaker: 'Maya Okafor',
          quote: 'How many units do you run?',
          answered: false,
          answerTurn: -1,
          answerQuote: '',
        },
      ],
    }).findings;
    const rules = base.questions.map((question) => ({ ...question, id: 'rules', rule: 'rules' }));
    const { findings } = build(
      {
        questions: [
          {
            turn: 0,
            speaker: 'Maya Okafor',
            quote: 'How many units',
            confidence: 1,
            answered: true,
            answerTurn: 1,
            answerQuote: 'About 2,400 units.',
          },
          {
            turn: 0,
            speaker: 'Maya Okafor',
            quote: 'who   signs',
            confidence: 1,
            answered: false,
            answerTurn: -1,
            answerQuote: '',
          },
        ],
      },
      { ...baseFindings(), questions: rules },
    );
    assert.deepEqual(
      findings.questions.map(({ id, answered }) => [id, answered]),
      [
        ['rules', true],
        ['questions:0:32-43', false],
      ],
    );
  });

  it('leave the stage and a qualification unknown where nothing that was quoted stands in the call', () => {
    const { findings, unlocated } = build({
      stage: { value: 'negotiation', confidence: 0.9, evidence: [{ ...said, quote: 'We sign today.' }] },
      qualification: [
        { ...said, element: 'bant.budget', value: '40 thousand', quote: 'We have 40 thousand.' },
        { ...said, element: 'bant.authority', value: 'Sam Ortiz', quote: "I don't sign; Sam Ortiz does." },
      ],
    });
    assert.deepEqual(findings.stage, { value: 'unknown', confidence: 0, evidence: [] });
    assert.deepEqual(findings.qualification['bant']?.['budget'], { status: 'unknown' });
    assert.equal(findings.qualification['bant']?.['authority']?.status, 'known');
    assert.deepEqual(
      unlocated.map(({ field }) => field),
      ['stage.evidence', 'qualification.bant.budget'],
    );
  });

  it('hold nothing of a sentence that carries a flag, nor an answer that stands in one', () => {
    const order = { ...said, quote: "I don't sign; Sam Ortiz does.", confidence: 1 };
    const flag = { ...claimAt("I don't sign"), kind: 'instruction' as const };
    const base = { ...baseFindings(), flags: [flag] };
    const { findings } = build(
      {
        brief: [{ ...order, text: 'x' }],
        keyPoints: [
          { ...order, text: 'x' },
          { ...said, text: 'They run 2,400 units.' },
        ],
        outcome: [{ ...order, text: 'x' }],
        decisions: [{ ...order, text: 'x' }],
        problems: [{ ...order, text: 'x' }],
        stage: { value: 'closed_won', confidence: 1, evidence: [order] },
        risks: [{ ...order, kind: 'churn', severity: 'high' }],
        objections: [{ ...order, kind: 'price', answer: 'unanswered', answerTurn: -1, answerQuote: '' }],
        buyingSignals: [{ ...order, kind: 'agreement' }],
        commitments: [{ ...order, owner: 'Ana Ruiz', text: 'x' }],
        coaching: [{ ...order, kind: 'praise', message: 'x' }],
        qualification: [{ ...order, element: 'bant.authority', value: 'Sam Ortiz' }],
        questions: [
          {
            turn: 0,
            speaker: 'Maya Okafor',
            quote: 'How many units do you run?',
            confidence: 1,
            answered: true,
            answerTurn: 1,
            answerQuote: 'Sam Ortiz does.',
          },
        ],
      },
      base,
    );
    assert.deepEqual(
      findings.keyPoints.map(({ quote }) => quote),
      ['About 2,400 units.'],
    );
    const { brief, outcome, decisions, problems, risks, objections, buyingSignals, commitments, coaching } = findings;
    assert.deepEqual([brief, decisions, problems, risks, objections, buyingSignals, commitments, coaching].flat(), []);
    assert.equal(outcome, null);
    assert.equal(findings.stage.value, 'unknown');
    assert.equal(findings.qualification['bant']?.['authority']?.status, 'unknown');
    assert.equal(findings.questions[0]?.answered, false);
    assert.deepEqual(findings.flags, [flag]);
  });

  it('judge no deal where nobody is known to be a buyer', () => {
    for (const side of ['internal', 'unknown'] as const) {
      const lines = document.transcript.turns.map((turn) => ({ ...turn, side }));
      const { findings } = buildFindings({
        document: createDocument({ transcript: { ...document.transcript, turns: lines } }),
        base: baseFindings(),
        answers: [
          {
            ...nothing,
            stage: { value: 'discovery', confidence: 1, evidence: [said] },
            risks: [{ ...said, kind: 'churn', severity: 'high' }],
            coaching: [{ ...said, kind: 'good_question', message: 'x' }],
            keyPoints: [{ ...said, text: 'x' }],
          },
        ],
        rule: 'model.test',
      });
      assert.equal(findings.stage.value, 'unknown');
      assert.deepEqual([...findings.risks, ...findings.coaching], []);
      assert.equal(findings.keyPoints.length, 1);
    }
  });
});

function claimAt(quote: string): Claim {
  const start = document.transcript.turns[1]?.text.indexOf(quote) ?? -1;
  const place = { turn: 1, start, end: start + quote.length };
  return claimFrom({ document, place, field: 'flag', rule: 'flag.instruction', confidence: 0.85 });
}

function build(answer: Partial<ModelAnswer>, base: Findings = baseFindings()): ReturnType<typeof buildFindings> {
  return buildFindings({ document, base, answers: [{ ...nothing, ...answer }], rule: 'model.test' });
}
