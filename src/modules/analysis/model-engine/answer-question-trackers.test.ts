import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { inputOf, type ModelWorld, openModelWorld, talk } from '#test/model-world';
import { createDocument } from '../language/index.ts';
import { answerQuestionTracker, estimateQuestionTracker } from './index.ts';

let world: ModelWorld;

before(async () => {
  world = await openModelWorld();
});
after(() => world.close());

describe('a tracker in plain words', () => {
  beforeEach(() => world.control('reset'));

  const tracker = {
    name: 'Manual work',
    kind: 'question' as const,
    question: 'Does the customer call manual work a problem?',
    side: null,
  };
  const document = createDocument({ transcript: inputOf(talk).transcript });

  it('is answered with located quotes and what they cost', async () => {
    const { result, bill } = await answerQuestionTracker({ document, tracker, gateway: world.gateway(['openai']) });
    assert.ok(result.hits.length > 0);
    for (const hit of result.hits) {
      assert.equal(document.transcript.turns[hit.turn]?.text.slice(hit.start, hit.end), hit.quote);
    }
    assert.ok(bill.costMicroUsd > 0);
  });

  it('keeps to the side that is asked for', async () => {
    const gateway = world.gateway(['openai']);
    const { result } = await answerQuestionTracker({ document, tracker: { ...tracker, side: 'external' }, gateway });
    assert.ok(result.hits.every(({ side }) => side === 'external'));
  });

  it('is estimated without a request, at least at what it then costs', async () => {
    const gateway = world.gateway(['openai']);
    const estimate = await estimateQuestionTracker({ documents: [document, document], tracker, gateway });
    assert.equal((await world.received()).length, 0);
    assert.equal(estimate.calls, 2);
    assert.equal(estimate.requests, 2);
    const { bill } = await answerQuestionTracker({ document, tracker, gateway });
    assert.ok((estimate.costMicroUsdAtMost ?? 0) >= bill.costMicroUsd * 2);
  });

  it('is refused by name where no model is configured, and where none answers', async () => {
    await assert.rejects(answerQuestionTracker({ document, tracker, gateway: world.gateway([]) }), {
      code: 'model.off',
    });
    await assert.rejects(estimateQuestionTracker({ documents: [], tracker, gateway: world.gateway([]) }), {
      code: 'model.off',
    });
    await world.control('faults', { kind: 'refusal', times: null });
    const asking = answerQuestionTracker({ document, tracker, gateway: world.gateway(['anthropic']) });
    await assert.rejects(asking, { code: 'model.refused' });
  });
});
