import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, type LanguageModelV4 } from '@ai-sdk/provider';
import { embedMany, generateText, jsonSchema, Output, streamText, type ToolSet, tool } from 'ai';
import { z } from 'zod';
import { type ModelsSimulator, simulatorKeys, startModelsSimulator } from './index.ts';

const prompt = '[0] Maya Okafor (internal): I will send it.\n[1] Ana Ruiz (external): It is not too expensive.';
const Reading = z.strictObject({
  keyPoints: z.array(z.strictObject({ turn: z.number(), speaker: z.string(), quote: z.string() })),
  mood: z.enum(['good', 'unknown']),
});
const forms = ['anthropic', 'openai.responses', 'openai.chat', 'compatible'] as const;

let simulator: ModelsSimulator;

before(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  simulator = await startModelsSimulator({ port: 0 });
});
after(() => simulator.close());

describe('judged by the AI SDK', () => {
  beforeEach(() => control('reset', {}));

  for (const form of forms) {
    it(`${form} gives an object that fits the schema, with usage`, async () => {
      const output = Output.object({ schema: Reading });
      const answer = await generateText({ model: modelOf(form), prompt, output, maxRetries: 0 });
      assert.equal(answer.finishReason, 'stop');
      assert.ok((answer.usage.inputTokens ?? 0) > 0 && (answer.usage.outputTokens ?? 0) > 0);
      assert.deepEqual(
        answer.output.keyPoints.map(({ quote }) => quote),
        ['I will send it.', 'It is not too expensive.'],
      );
    });

    it(`${form} streams the same object in pieces`, async () => {
      const output = Output.object({ schema: Reading });
      const stream = streamText({ model: modelOf(form), prompt, output, maxRetries: 0 });
      let text = '';
      for await (const piece of stream.textStream) text += piece;
      assert.deepEqual(Reading.parse(JSON.parse(text)), await stream.output);
      assert.equal(await stream.finishReason, 'stop');
      const usage = await stream.usage;
      assert.ok((usage.outputTokens ?? 0) > 0);
    });

    it(`${form} calls the tools that are planned, streamed or not`, async () => {
      const calls = [
        { name: 'search', input: { query: 'bank' } },
        { name: 'search', input: { query: 'price' } },
      ];
      await control('answers', { answers: [{ calls }], repeatsLast: true });
      const inputSchema = jsonSchema<never>({
        type: 'object',
        properties: { query: { type: 'string' } },
        required: ['query'],
        additionalProperties: false,
      });
      const search = tool({ description: 'Looks for words.', inputSchema });
      // oxlint-disable-next-line typescript/consistent-type-assertions -- what the AI SDK makes a tool does not fit its own set of tools where optional properties are exact
      const tools = Object.fromEntries([['search', search]]) as ToolSet;
      const given = { model: modelOf(form), prompt, tools, maxRetries: 0 };
      const answer = await generateText(given);
      const stream = streamText(given);
      await stream.consumeStream();
      for (const [reason, made] of [
        [answer.finishReason, answer.toolCalls],
        [await stream.finishReason, await stream.toolCalls],
      ] as const) {
        assert.equal(reason, 'tool-calls');
        assert.deepEqual(
          made.map(({ toolName, input }) => ({ name: toolName, input })),
          calls,
        );
      }
    });

    it(`${form} refuses in the vendor's form, streamed or not`, async () => {
      await control('faults', { kind: 'refusal', times: 2 });
      const answer = await generateText({ model: modelOf(form), prompt, maxRetries: 0 });
      assert.equal(answer.finishReason, 'content-filter');
      const stream = streamText({ model: modelOf(form), prompt, maxRetries: 0 });
      await stream.consumeStream();
      assert.equal(await stream.finishReason, 'content-filter');
    });

    it(`${form} is cut off in the vendor's form, streamed or not`, async () => {
      await control('faults', { kind: 'truncated', times: 2 });
      const answer = await generateText({ model: modelOf(form), prompt, maxRetries: 0 });
      assert.equal(answer.finishReason, 'length');
      const stream = streamText({ model: modelOf(form), prompt, maxRetries: 0 });
      await stream.consumeStream();
      assert.equal(await stream.finishReason, 'length');
    });

    it(`${form} sends errors that the SDK reads, with its headers`, async () => {
      await control('faults', { kind: 'rate_limited', retryAfterSeconds: 7 });
      const error: unknown = await generateText({ model: modelOf(form), prompt, maxRetries: 0 }).then(
        () => null,
        (reason: unknown) => reason,
      );
      assert.ok(APICallError.isInstance(error));
      assert.equal(error.statusCode, 429);
      assert.equal(error.message, 'Rate limit reached. Please try again later.');
      assert.equal(error.responseHeaders?.['retry-after'], '7');
      assert.equal(error.isRetryable, true);
    });
  }

  it('openai.responses says how it was asked to answer, and what was read from and kept in the cache', async () => {
    const headers = { authorization: `Bearer ${simulatorKeys.openai}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ model: 'gpt-6.1-sol', input: prompt, temperature: 0 });
    const answer = await fetch(`${simulator.url}/v1/responses`, { method: 'POST', headers, body });
    const { temperature, top_p: topP, usage } = Object(await answer.json());
    assert.deepEqual([temperature, topP], [0, 1]);
    assert.deepEqual(usage.input_tokens_details, { cached_tokens: 0, cache_write_tokens: 0 });
  });

  it('anthropic answers through a tool where a schema cannot be native', async () => {
    const output = Output.object({ schema: Reading });
    const model = anthropic()('claude-3-haiku-20240307');
    const answer = await generateText({ model, prompt, output, maxRetries: 0 });
    assert.equal(answer.output.keyPoints.length, 2);
  });

  it('openai embeds, and alike texts lie near each other', async () => {
    const openai = createOpenAI({ apiKey: simulatorKeys.openai, baseURL: `${simulator.url}/v1` });
    const values = ['the rent is due', 'the rent was due', 'a blue bicycle'];
    const { embeddings, usage } = await embedMany({ model: openai.embedding('text-embedding-3-small'), values });
    const [first = [], second = [], third = []] = embeddings;
    assert.equal(first.length, 1536);
    assert.ok(dot(first, second) > dot(first, third));
    assert.ok(Math.abs(dot(first, first) - 1) < 1e-5);
    assert.ok(usage.tokens > 0);
  });
});

function modelOf(form: (typeof forms)[number]): LanguageModelV4 {
  const openai = createOpenAI({ apiKey: simulatorKeys.openai, baseURL: `${simulator.url}/v1` });
  switch (form) {
    case 'anthropic':
      return anthropic()('claude-sonnet-5-5');
    case 'openai.responses':
      return openai.responses('gpt-6.1-sol');
    case 'openai.chat':
      return openai.chat('gpt-5-mini');
    case 'compatible':
      return createOpenAICompatible({
        name: 'ollama',
        apiKey: simulatorKeys.openai,
        baseURL: `${simulator.url}/v1`,
        supportsStructuredOutputs: true,
        includeUsage: true,
      })('llama3.3');
  }
}

function anthropic(): ReturnType<typeof createAnthropic> {
  return createAnthropic({ apiKey: simulatorKeys.anthropic, baseURL: `${simulator.url}/v1` });
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

async function control(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${simulator.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}
