import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { besideRival } from './beside-rival.ts';

describe('besideRival', () => {
  it('is what else was to be mentioned, before the competitor or after it', () => {
    for (const [masked, beside] of [
      ['which deals mention competitors and price?', 'price'],
      ['which deals mentioned a competitor and the price', 'the price'],
      ['which deals mention {competitor} and price?', 'price'],
      ['which deals mention price and {competitor}?', 'price'],
      ['which deals talk about our competitors, security review or budget', 'security review'],
      ['what do they say about {competitor} as well as onboarding {period}', 'onboarding'],
      ['deals that mention rivals or pricing this quarter', 'pricing'],
    ] as const) {
      assert.equal(besideRival(masked), beside, masked);
    }
  });

  it('is nothing where the rest is said of the deals, or is a competitor as well', () => {
    for (const masked of [
      'which deals mention competitors',
      'which deals mention a competitor or a rival',
      'which deals mention {competitor} and {competitor}',
      'which deals mention a competitor and are in {stage}',
      'which deals mention {competitor} and close {period}',
      'which deals mention a competitor and have no next step',
      'what do they say about {competitor} and how often',
      'which deals mention competitors most, with quotes',
      'which deals mention {competitor}, please',
      'tell me about {competitor} and whether we win against them',
    ]) {
      assert.equal(besideRival(masked), null, masked);
    }
  });
});
