import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { type ModelsSimulator, simulatorKeys, startModelsSimulator } from './index.ts';

const OpenAiError = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    code: z.string().nullable(),
  }),
});
const AnthropicError = z.strictObject({
  type: z.literal('error'),
  error: z.looseObject({ type: z.string(), message: z.string() }),
  request_id: z.string(),
});
const openAi = { authorization: `Bearer ${simulatorKeys.openai}` };
const anthropic = { 'x-api-key': simulatorKeys.anthropic, 'anthropic-version': '2023-06-01' };
const hello = { model: 'claude-sonnet-5-5', max_tokens: 100, messages: [{ role: 'user', content: 'Hello there' }] };

let simulator: ModelsSimulator;

before(async () => {
  simulator = await startModelsSimulator({ port: 0 });
});
after(() => simulator.close());

describe('judged by the published documents', () => {
  it('lists the models of the vendor whose key it is', async () => {
    const OpenAiList = z.strictObject({
      object: z.literal('list'),
      data: z.array(
        z.strictObject({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() }),
      ),
    });
    const AnthropicList = z.strictObject({
      data: z.array(
        z.strictObject({
          type: z.literal('model'),
          id: z.string(),
          display_name: z.string(),
          created_at: z.iso.datetime(),
        }),
      ),
      has_more: z.boolean(),
      first_id: z.string(),
      last_id: z.string(),
    });
    assert.ok(OpenAiList.parse((await call('GET /v1/models', openAi)).body).data.length > 0);
    assert.ok(AnthropicList.parse((await call('GET /v1/models', anthropic)).body).data.length > 0);
  });

  it('counts the tokens of a message', async () => {
    const { body } = await call('POST /v1/messages/count_tokens', anthropic, hello);
    assert.deepEqual(body, { input_tokens: 3 });
  });

  it('gives embeddings as base64 of little-endian floats where that is asked for', async () => {
    const request = { model: 'text-embedding-3-small', input: ['a b c'], dimensions: 8 };
    const List = z.object({ data: z.array(z.object({ embedding: z.union([z.string(), z.array(z.number())]) })) });
    const floats = List.parse((await call('POST /v1/embeddings', openAi, request)).body).data[0]?.embedding;
    const coded = List.parse(
      (await call('POST /v1/embeddings', openAi, { ...request, encoding_format: 'base64' })).body,
    );
    const bytes = Buffer.from(String(coded.data[0]?.embedding), 'base64');
    assert.deepEqual(
      floats,
      Array.from({ length: 8 }, (_value, index) => bytes.readFloatLE(index * 4)),
    );
  });

  it('takes only its own keys, and a real-looking one never', async () => {
    const wrong = await call(
      'POST /v1/responses',
      { authorization: 'Bearer sk-proj-abcdef' },
      { model: 'm', input: 'x' },
    );
    assert.equal(wrong.status, 401);
    assert.equal(OpenAiError.parse(wrong.body).error.code, 'invalid_api_key');
    const none = await call('POST /v1/messages', { 'anthropic-version': '2023-06-01' }, hello);
    assert.equal(none.status, 401);
    assert.equal(AnthropicError.parse(none.body).error.type, 'authentication_error');
  });

  it('answers in the form of both versions of Anthropic and rejects sampling under the newer one', async () => {
    const newer = { ...anthropic, 'anthropic-version': '2026-10-21' };
    assert.equal((await call('POST /v1/messages', newer, hello)).status, 200);
    assert.equal((await call('POST /v1/messages', anthropic, { ...hello, temperature: 1 })).status, 200);
    const rejected = await call('POST /v1/messages', newer, { ...hello, temperature: 1 });
    assert.equal(rejected.status, 400);
    assert.equal(AnthropicError.parse(rejected.body).error.type, 'invalid_request_error');
    const { 'anthropic-version': _version, ...versionless } = anthropic;
    assert.equal((await call('POST /v1/messages', versionless, hello)).status, 400);
  });

  it('rejects a strict schema that OpenAI would', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false };
    const format = { type: 'json_schema', name: 'reading', strict: true, schema };
    const open = await call('POST /v1/responses', openAi, { model: 'm', input: 'x', text: { format } });
    assert.equal(open.status, 400);
    assert.match(OpenAiError.parse(open.body).error.message, /'required' must include every key.*Missing 'name'/u);
  });

  for (const [kind, openAiStatus, anthropicStatus, anthropicType] of [
    ['rate_limited', 429, 429, 'rate_limit_error'],
    ['quota_exhausted', 429, 429, 'rate_limit_error'],
    ['server_error', 500, 500, 'api_error'],
    ['unavailable', 503, 503, 'api_error'],
    ['overloaded', 503, 529, 'overloaded_error'],
    ['unauthorized', 401, 401, 'authentication_error'],
    ['model_not_found', 404, 404, 'not_found_error'],
  ] as const) {
    it(`sends ${kind} with the status and body of each vendor`, async () => {
      await call('POST /_control/faults', {}, { kind, times: 2 });
      const first = await call('POST /v1/chat/completions', openAi, { model: 'm', messages: [] });
      assert.equal(first.status, openAiStatus);
      assert.ok(OpenAiError.safeParse(first.body).success);
      assert.ok(first.headers.has('x-request-id'));
      const second = await call('POST /v1/messages', anthropic, hello);
      assert.equal(second.status, anthropicStatus);
      assert.equal(AnthropicError.parse(second.body).error.type, anthropicType);
      assert.equal(second.headers.get('request-id'), AnthropicError.parse(second.body).request_id);
    });
  }

  it('sends the rate-limit headers of each vendor with an answer', async () => {
    const chat = { model: 'm', messages: [{ role: 'user', content: 'x' }] };
    assert.ok((await call('POST /v1/chat/completions', openAi, chat)).headers.has('x-ratelimit-remaining-tokens'));
    assert.ok((await call('POST /v1/messages', anthropic, hello)).headers.has('anthropic-ratelimit-tokens-remaining'));
  });
});

describe('the control address', () => {
  it('counts faults down, keeps to their vendor and lists what was received with masked keys', async () => {
    await call('POST /_control/reset', {});
    await call('POST /_control/faults', {}, { faults: [{ kind: 'refusal', vendor: 'anthropic', times: 2 }] });
    const chat = { model: 'm', messages: [{ role: 'user', content: 'x' }] };
    await call('POST /v1/chat/completions', openAi, chat);
    await call('POST /v1/messages', anthropic, hello);
    const left = z.object({ faults: z.array(z.object({ times: z.number() })) });
    assert.deepEqual(left.parse((await call('GET /_control/faults', {})).body), { faults: [{ times: 1 }] });
    const text = JSON.stringify((await call('GET /_control/requests', {})).body);
    assert.ok(text.includes('"fault":"refusal"') && text.includes('Hello there'));
    assert.ok(!text.includes(simulatorKeys.anthropic));
  });

  it('says what is wrong with a fault that does not exist', async () => {
    const answer = await call('POST /_control/faults', {}, { kind: 'on_fire' });
    assert.equal(answer.status, 400);
  });

  it('has a clock', async () => {
    await call('POST /_control/clock', {}, { now: '2026-09-14T15:00:00Z' });
    const { body } = await call('POST /v1/chat/completions', openAi, {
      model: 'm',
      messages: [{ role: 'user', content: 'x' }],
    });
    assert.equal(z.object({ created: z.number() }).parse(body).created, Date.parse('2026-09-14T15:00:00Z') / 1000);
  });
});

async function call(
  route: string,
  ...[headers, body]: [Record<string, string>, unknown?]
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(simulator.url + path, { method, headers, ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
