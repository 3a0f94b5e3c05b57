import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { systemClock } from '#platform/clock';
import { createHttpClient } from '#platform/http-client';
import { createMemoryLog } from '#platform/log';
import { createMemoryLedger, createModelGateway, ModelChainFailed, ModelSettings, type ObjectAnswer } from './index.ts';

/** `constructed`: written by us from a vendor's published format. `recorded`: received by `npm run record`. */
const Fixture = z.strictObject({
  label: z.enum(['constructed', 'recorded']),
  form: z.enum(['anthropic', 'openai-responses', 'openai-chat', 'compatible']),
  source: z.string().min(10),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  expect: z.strictObject({
    outcome: z.string(),
    inputTokens: z.int().optional(),
    outputTokens: z.int().optional(),
    cachedInputTokens: z.int().optional(),
    costMicroUsd: z.int().optional(),
    estimated: z.boolean().optional(),
  }),
});
type Fixture = z.infer<typeof Fixture>;

const fixtures = join(import.meta.dirname, 'fixtures');
const Answer = z.strictObject({ keyPoints: z.array(z.strictObject({ turn: z.number(), quote: z.string() })) });
const quote = 'It is not too expensive for us.';

const served: { current: Fixture | null } = { current: null };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(served.current?.status ?? 500, served.current?.headers);
  response.end(JSON.stringify(served.current?.body));
});

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

for (const label of readdirSync(fixtures)) {
  describe(`an answer that was ${label}`, () => {
    for (const file of readdirSync(join(fixtures, label)).toSorted()) {
      it(file.replace(/\.json$/u, ''), async () => {
        const fixture = Fixture.parse(JSON.parse(readFileSync(join(fixtures, label, file), 'utf8')));
        assert.equal(fixture.label, label);
        served.current = fixture;
        const { expect } = fixture;
        const { answer, failure } = await ask(fixture.form);
        assert.equal(failure === null ? 'ok' : failure.code, expect.outcome, failure?.message);
        assert.ok(failure === null || !failure.message.includes('sk-'), 'an echoed key stays out of the message');
        if (answer === null) return;
        if (label === 'constructed') assert.equal(answer.value.keyPoints[0]?.quote, quote);
        const { inputTokens, outputTokens, cachedInputTokens, estimated } = answer.usage;
        assert.equal(estimated, expect.estimated ?? false);
        if (expect.inputTokens === undefined) return;
        assert.deepEqual(
          { inputTokens, outputTokens, cachedInputTokens, costMicroUsd: answer.costMicroUsd },
          {
            inputTokens: expect.inputTokens,
            outputTokens: expect.outputTokens,
            cachedInputTokens: expect.cachedInputTokens,
            costMicroUsd: expect.costMicroUsd,
          },
        );
      });
    }
  });
}

async function ask(form: Fixture['form']): Promise<{
  answer: ObjectAnswer<z.infer<typeof Answer>> | null;
  failure: ModelChainFailed | null;
}> {
  const httpClient = createHttpClient({ clock: systemClock, random: () => 0 });
  const gateway = createModelGateway({
    models: [settingsOf(form)],
    httpClient,
    budget: { capMicroUsd: null, capUnpricedTokens: null, ledger: createMemoryLedger() },
    log: createMemoryLog(),
    retries: 0,
  });
  assert.equal(gateway.state, 'on');
  try {
    const request = { schemaName: 'answer', system: 'Read.', prompt: 'The call.', purpose: 'test' };
    const answer = await gateway.generateObject({ ...request, schema: Answer, maxOutputTokens: 500 });
    return { answer, failure: null };
  } catch (error) {
    assert.ok(error instanceof ModelChainFailed, String(error));
    return { answer: null, failure: error };
  } finally {
    httpClient.close();
  }
}

function settingsOf(form: Fixture['form']): ModelSettings {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const access = { apiKey: 'sk-test', baseUrl: `http://127.0.0.1:${port}/v1` };
  switch (form) {
    case 'anthropic':
      return ModelSettings.parse({ vendor: 'anthropic', model: 'claude-sonnet-5-5', ...access });
    case 'openai-responses':
      return ModelSettings.parse({ vendor: 'openai', model: 'gpt-6.1-sol', ...access });
    case 'openai-chat':
      return ModelSettings.parse({ vendor: 'openai', model: 'gpt-5-mini', api: 'chat', ...access });
    case 'compatible':
      return ModelSettings.parse({ vendor: 'compatible', name: 'openrouter', model: 'vendor/model', ...access });
  }
}
