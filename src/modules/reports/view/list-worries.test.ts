import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleReport } from '#test/sample-report';
import { listWorries } from './list-worries.ts';

describe('listWorries', () => {
  it('puts the weightiest first and says once what rests on the same words', () => {
    const worries = listWorries(sampleReport().result.findings);
    assert.deepEqual(worries[0]?.labels, ['Budget risk', 'Price objection, not answered']);
    assert.equal(worries[0]?.text, "I don't see finance signing off on that, and I am finance.");
    const weights = worries.map(({ weight }) => weight);
    assert.deepEqual(
      weights,
      weights.toSorted((left, right) => right - left),
    );
    assert.equal(new Set(worries.map(({ text }) => text)).size, worries.length);
  });

  it('leaves out what was answered and what our own side asked', () => {
    const { findings } = sampleReport().result;
    const texts = listWorries(findings).map(({ text }) => text);
    assert.ok(!texts.includes("Honestly I don't see who'd open it, the regionals won't."));
    assert.ok(texts.includes('What happens to the price if we sign for three years?'));
    const internal = {
      ...findings,
      questions: findings.questions.map((question) => ({ ...question, side: 'internal' as const })),
    };
    assert.ok(
      !listWorries(internal)
        .map(({ text }) => text)
        .includes('What happens to the price if we sign for three years?'),
    );
  });
});
