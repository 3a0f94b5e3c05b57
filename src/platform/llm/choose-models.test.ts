import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseModels, type ModelChoices, providerName } from './index.ts';

const nothing: ModelChoices = {
  chain: [],
  openai: { apiKey: null, baseUrl: null },
  anthropic: { apiKey: null, baseUrl: null },
  compatible: { apiKey: null, baseUrl: null, headers: {} },
};

describe('the chain of models', () => {
  it('is empty where none is configured', () => {
    assert.deepEqual(chooseModels(nothing), []);
  });

  it("has each model's key and address, the vendors' own where none is set", () => {
    const models = chooseModels({
      ...nothing,
      chain: [
        { provider: 'anthropic', model: 'claude-sonnet-5-5' },
        { provider: 'openai', model: 'gpt-5-mini' },
      ],
      anthropic: { apiKey: 'a', baseUrl: null },
      openai: { apiKey: 'o', baseUrl: 'http://127.0.0.1:8104/v1' },
    });
    assert.deepEqual(
      models.map(({ vendor, model, apiKey, baseUrl }) => [vendor, model, apiKey, baseUrl]),
      [
        ['anthropic', 'claude-sonnet-5-5', 'a', 'https://api.anthropic.com/v1'],
        ['openai', 'gpt-5-mini', 'o', 'http://127.0.0.1:8104/v1'],
      ],
    );
  });

  it('names every model that lacks something at once', () => {
    const chain = [
      { provider: 'openai', model: 'gpt-5-mini' },
      { provider: 'compatible', model: 'llama3.3' },
    ] as const;
    assert.throws(
      () => chooseModels({ ...nothing, chain }),
      /openai:gpt-5-mini has no key: set OPENAI_API_KEY; compatible:llama3\.3 has no address: set SOPHIA_MODEL_BASE_URL/u,
    );
  });

  it('calls well-known addresses by their names', () => {
    const names = [
      'https://openrouter.ai/api/v1',
      'https://api.portkey.ai/v1',
      'http://localhost:8787/v1',
      'http://localhost:11434/v1',
      'https://models.example/v1',
    ].map((baseUrl) => {
      const compatible = { apiKey: null, baseUrl, headers: { 'x-title': 'Sophia' } };
      const [model] = chooseModels({ ...nothing, chain: [{ provider: 'compatible', model: 'm' }], compatible });
      assert.equal(model?.headers['x-title'], 'Sophia');
      return model === undefined ? null : providerName(model);
    });
    assert.deepEqual(names, ['openrouter', 'portkey', 'portkey', 'ollama', 'compatible']);
  });
});
