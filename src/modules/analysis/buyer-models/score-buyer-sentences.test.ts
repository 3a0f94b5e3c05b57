import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Side, Transcript } from '#contracts';
import { createDocument } from '../language/index.ts';
import { loadBuyerModels } from './load-buyer-models.ts';
import { scoreBuyerSentences } from './score-buyer-sentences.ts';

const models = loadBuyerModels();

describe('scoreBuyerSentences', () => {
  it('knows objections in words of its own and tells their kinds', () => {
    const said: readonly (readonly [string, string])[] = [
      ['Forty grand a year is a lot more than our owners will swallow.', 'price'],
      ["I'd have to clear that with the trustees, my signature isn't worth much.", 'authority'],
      ["We can't start anything until the audit is behind us in spring.", 'timing'],
      ['Our security people will not accept shared passwords in production.', 'security'],
    ];
    for (const [text, kind] of said) {
      const score = scoreOf(text).objection;
      assert.ok(score.margin > 0, text);
      assert.equal(score.kind, kind, text);
    }
  });

  it('knows buying signals and risks', () => {
    assert.equal(scoreOf('What would it run us for nine hundred doors?').signal.kind, 'pricing_interest');
    assert.ok(scoreOf('What would it run us for nine hundred doors?').signal.margin > 0);
    assert.equal(scoreOf('That would save my team a whole day every week.').signal.kind, 'positive_fit');
    assert.equal(scoreOf('The woman who brought you in left the company in May.').risk.kind, 'champion_left');
    assert.ok(scoreOf('The woman who brought you in left the company in May.').risk.margin > 0);
  });

  it('passes over facts, small talk and thanks', () => {
    const said = ['We have about two thousand units in Ohio.', "It's been raining all week.", 'Thanks, talk soon.'];
    for (const text of said) {
      const { objection, signal, risk } = scoreOf(text);
      assert.ok(Math.max(objection.margin, signal.margin, risk.margin) < 0, text);
    }
  });

  it('reads a short answer with the question before it', () => {
    const asked = scoresOf([
      ['internal', 'When would you want to be live?'],
      ['external', 'First of February.'],
    ]);
    const alone = scoresOf([
      ['internal', 'Nice to meet you.'],
      ['external', 'First of February.'],
    ]);
    assert.ok((asked[1]?.signal.margin ?? 0) > (alone[1]?.signal.margin ?? 0));
    assert.equal(asked[1]?.signal.kind, 'timeline');
  });

  it('scores only the external side', () => {
    const scores = scoresOf([
      ['internal', 'Some people say it is too expensive.'],
      ['unknown', 'It is too expensive.'],
    ]);
    assert.deepEqual(scores, [null, null]);
  });

  it('gives probabilities and the same numbers for the same words', () => {
    const first = scoreOf('I doubt my boss would ever sign three years.');
    const second = scoreOf('I doubt my boss would ever sign three years.');
    assert.deepEqual(first, second);
    assert.ok(first.objection.probability > 0 && first.objection.probability < 1);
    assert.equal(first.objection.kinds.size, 11);
  });
});

function scoreOf(text: string) {
  const score = scoresOf([['external', text]])[0];
  assert.ok(score !== null && score !== undefined);
  return score;
}

function scoresOf(said: readonly (readonly [Side, string])[]) {
  const transcript: Transcript = {
    format: 'plain-text',
    externalId: null,
    title: null,
    startedAt: null,
    date: null,
    timeZone: 'UTC',
    parties: [],
    turns: said.map(([side, text], turn) => ({
      turn,
      speaker: side,
      side,
      text,
      startMs: null,
      endMs: null,
      cues: [],
    })),
    warnings: [],
  };
  return scoreBuyerSentences({ document: createDocument({ transcript }), models });
}
