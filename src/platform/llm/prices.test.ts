import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costMicroUsd, modelPrices, priceFor } from './index.ts';

describe('prices', () => {
  it('are what the tokens cost, cached ones at their own price, rounded up', () => {
    const price = priceFor(modelPrices, { provider: 'anthropic', model: 'claude-sonnet-5-5' });
    assert.ok(price !== null);
    assert.equal(costMicroUsd(price, { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 0 }), 2_000_000);
    assert.equal(
      costMicroUsd(price, { inputTokens: 1_000_000, cachedInputTokens: 1_000_000, outputTokens: 0 }),
      100_000,
    );
    assert.equal(costMicroUsd(price, { inputTokens: 0, cachedInputTokens: 0, outputTokens: 1_000 }), 10_000);
    const luna = priceFor(modelPrices, { provider: 'openai', model: 'gpt-6-luna' });
    assert.ok(luna !== null);
    assert.equal(costMicroUsd(luna, { inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 }), 1);
  });

  it('rise where a request is long', () => {
    const price = priceFor(modelPrices, { provider: 'openai', model: 'gpt-6.1-sol' });
    assert.ok(price !== null);
    assert.equal(costMicroUsd(price, { inputTokens: 272_000, cachedInputTokens: 0, outputTokens: 0 }), 544_000);
    assert.equal(costMicroUsd(price, { inputTokens: 272_001, cachedInputTokens: 0, outputTokens: 0 }), 1_088_004);
  });

  it('are found for dated names and never guessed for others', () => {
    assert.equal(
      priceFor(modelPrices, { provider: 'anthropic', model: 'claude-haiku-4-5-20251001' })?.model,
      'claude-haiku-4-5',
    );
    assert.equal(priceFor(modelPrices, { provider: 'openai', model: 'gpt-5-mini-2025-08-07' })?.model, 'gpt-5-mini');
    assert.equal(priceFor(modelPrices, { provider: 'openai', model: 'gpt-5-mini-turbo' }), null);
    assert.equal(priceFor(modelPrices, { provider: 'openrouter', model: 'gpt-5-mini' }), null);
  });

  it('name their source and day, and end with an open band', () => {
    for (const { model, bands, source, checkedOn } of modelPrices) {
      assert.match(source, /^https:\/\//u);
      assert.match(checkedOn, /^\d{4}-\d{2}-\d{2}$/u);
      assert.equal(bands.at(-1)?.uptoInputTokens, null, model);
    }
    assert.equal(new Set(modelPrices.map(({ provider, model }) => `${provider}:${model}`)).size, modelPrices.length);
  });
});
