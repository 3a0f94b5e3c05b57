import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnalysisInput, Findings, Side } from '#contracts';
import { inputOf } from '#test/model-world';
import { analyzeByRules } from '../analyze-by-rules.ts';

const lines: Parameters<typeof inputOf>[0] = [
  ['Maya Okafor', 'internal', 'Thanks for taking this renewal call, Ana. The agreement runs to the end of the year.'],
  ['Ana Ruiz', 'external', 'We are leaving at the renewal. We signed with Payloom, and Grace left last month.'],
  ['Maya Okafor', 'internal', 'I am sorry to hear that. Would another year at the old price change anything for you?'],
  [
    'Ana Ruiz',
    'external',
    'There is no budget for that. It is too expensive, and we are going to cancel our contract.',
  ],
];

describe('a call in which sides are known', () => {
  it('has risks in the words of the buyer and a stage', () => {
    const findings = analyze(['internal', 'external']);
    assert.ok(findings.risks.length > 0);
    assert.ok(findings.risks.every(({ side }) => side === 'external'));
    assert.equal(findings.stage.value, 'renewal');
    assert.deepEqual(findings.abstentions, []);
  });
});

describe('a call in which no buyer is known to speak', () => {
  it('claims no risk, stage or coaching and says so where sides are unknown', () => {
    const findings = analyze(['unknown', 'unknown']);
    assertNoDeal(findings);
    const [abstention] = findings.abstentions;
    assert.equal(abstention?.reason, 'sides_unknown');
    for (const about of ['objections', 'buying signals', 'risks', 'stage', 'qualification', 'coaching']) {
      assert.ok(abstention.about.includes(about), about);
    }
    assert.match(abstention.message, /--internal/);
  });

  it('says that nobody of the other side takes part where everybody is ours', () => {
    const findings = analyze(['internal', 'internal']);
    assertNoDeal(findings);
    const [abstention] = findings.abstentions;
    assert.equal(abstention?.reason, 'no_buyer');
    assert.ok(abstention.about.includes('risks') && abstention.about.includes('stage'));
    assert.match(abstention.message, /nobody of the other side takes part/);
    assert.doesNotMatch(abstention.message, /--internal/);
  });

  it('does not take words of unknown speakers for those of a buyer beside our own', () => {
    const findings = analyze(['internal', 'unknown']);
    assertNoDeal(findings);
    assert.equal(findings.abstentions[0]?.reason, 'sides_unknown');
  });

  it('still reads a buyer whom nobody of ours answers', () => {
    const findings = analyze(['unknown', 'external']);
    assert.ok(findings.risks.length > 0);
    assert.deepEqual(findings.coaching, []);
    assert.equal(findings.abstentions[0]?.about, 'coaching, gaps');
  });
});

describe('the stage of a deal', () => {
  it('is unknown where a single phrase speaks for it, or only words of any meeting', () => {
    const talk: Parameters<typeof inputOf>[0] = [
      [
        'Maya Okafor',
        'internal',
        'As you can see, there were so many buttons, and the terms of the test are technical.',
      ],
      [
        'Ana Ruiz',
        'external',
        'Give me notice when it is done. It was a good deal of work, with apologies to the team.',
      ],
      ['Maya Okafor', 'internal', 'The questionnaire had a section 4, and we cancel the fair this year.'],
    ];
    assert.equal(stageOf(talk), 'unknown');
    assert.equal(stageOf([...talk, ['Ana Ruiz', 'external', 'Let me share my screen.']]), 'unknown');
  });

  it('is unknown where two stages are as likely', () => {
    assert.equal(
      stageOf([
        ['Maya Okafor', 'internal', 'I put the setup fee on the second page. The data migration is on the third.'],
        ['Ana Ruiz', 'external', 'I saw the line item. And the deposit account is on the last one.'],
      ]),
      'unknown',
    );
  });
});

function stageOf(said: Parameters<typeof inputOf>[0]): Findings['stage']['value'] {
  const input = inputOf(said);
  return analyzeByRules({ input: { ...input, transcript: { ...input.transcript, title: null } } }).stage.value;
}

function analyze([maya, ana]: readonly [Side, Side]): Findings {
  const input: AnalysisInput = inputOf(lines);
  const turns = input.transcript.turns.map((turn) => ({ ...turn, side: turn.speaker === 'Ana Ruiz' ? ana : maya }));
  return analyzeByRules({ input: { ...input, transcript: { ...input.transcript, title: null, turns } } });
}

function assertNoDeal({ risks, stage, coaching, gaps, objections, buyingSignals }: Findings): void {
  assert.deepEqual([...risks, ...coaching, ...objections, ...buyingSignals], []);
  assert.deepEqual(stage, { value: 'unknown', confidence: 0, evidence: [] });
  assert.ok(gaps.every(({ kind }) => kind === 'no_next_step'));
}
