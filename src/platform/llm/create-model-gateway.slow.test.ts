import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { createFixedClock, systemClock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { createHttpClient, type HttpClient } from '#platform/http-client';
import { createMemoryLog } from '#platform/log';
import { type ModelsSimulator, simulatorKeys, startModelsSimulator } from '../../../simulators/models/index.ts';
import {
  type BudgetSettings,
  createMemoryLedger,
  createModelGateway,
  ModelChainFailed,
  type ModelGatewayOn,
  type ModelGatewaySettings,
  ModelSettings,
  type ObjectRequest,
} from './index.ts';

const Claim = z.strictObject({ turn: z.number(), speaker: z.string(), quote: z.string(), confidence: z.number() });
const Answer = z.strictObject({ keyPoints: z.array(Claim) });
type Answer = z.infer<typeof Answer>;

const prompt = [
  '[0] Maya Okafor (internal): I will send the rollout plan on Friday.',
  '[1] Ana Ruiz (external): It is not too expensive for us.',
].join('\n');

const request: ObjectRequest<Answer> = {
  schema: Answer,
  schemaName: 'answer',
  system: 'You read calls.',
  prompt,
  maxOutputTokens: 2_000,
  purpose: 'test',
};

/** The faults with the code they must get; the request counts are those after which it gives up. */
const faults = [
  { kind: 'malformed_json', code: 'model.malformed', requests: 2 },
  { kind: 'wrong_schema', code: 'model.malformed', requests: 2 },
  { kind: 'empty_answer', code: 'model.malformed', requests: 2 },
  { kind: 'truncated', code: 'model.truncated', requests: 1 },
  { kind: 'refusal', code: 'model.refused', requests: 1 },
  { kind: 'not_an_api', code: 'vendor.malformed', requests: 1 },
  { kind: 'slow', code: 'vendor.timeout', requests: 1 },
  { kind: 'rate_limited', code: 'vendor.rate-limited', requests: 2 },
  { kind: 'quota_exhausted', code: 'vendor.rate-limited', requests: 1 },
  { kind: 'server_error', code: 'vendor.unavailable', requests: 2 },
  { kind: 'unavailable', code: 'vendor.unavailable', requests: 2 },
  { kind: 'overloaded', code: 'vendor.unavailable', requests: 2 },
  { kind: 'dropped_connection', code: 'vendor.unavailable', requests: 2 },
  { kind: 'dropped_midway', code: 'vendor.unavailable', requests: 2 },
  { kind: 'unauthorized', code: 'vendor.unauthorized', requests: 1 },
  { kind: 'model_not_found', code: 'vendor.refused', requests: 1 },
] as const;

/** For faults that are no matter of time, whatever else the machine does. */
const patientMs = 10_000;

/** Faults of which the provider may bill something although no usage came back. */
const billedByEstimate = new Set<string>(['not_an_api', 'slow', 'dropped_connection', 'dropped_midway']);

let simulator: ModelsSimulator;
const clients: HttpClient[] = [];

before(async () => {
  simulator = await startModelsSimulator({ port: 0 });
});
after(async () => {
  for (const client of clients) client.close();
  await simulator.close();
});

describe('a model gateway', () => {
  beforeEach(() => control('reset'));

  it('is off as a value where no model is configured', () => {
    const gateway = createModelGateway({ ...parts(), models: [] });
    assert.equal(gateway.state, 'off');
  });

  for (const form of ['anthropic', 'openai-responses', 'openai-chat', 'compatible'] as const) {
    it(`answers through ${form} and counts what it cost`, async () => {
      const ledger = createMemoryLedger();
      const answer = await open([settingsOf(form)], { budget: { ...noCaps, ledger } }).generateObject(request);
      assert.ok(answer.value.keyPoints.some(({ quote }) => quote === 'It is not too expensive for us.'));
      assert.deepEqual(answer.fellBackFrom, []);
      assert.equal(answer.usage.requests, 1);
      assert.equal(answer.usage.estimated, false);
      assert.ok(answer.usage.inputTokens > 0 && answer.usage.outputTokens > 0);
      const [entry] = ledger.entries;
      assert.equal(ledger.entries.length, 1);
      assert.equal(entry?.purpose, 'test');
      assert.equal(entry?.inputTokens, answer.usage.inputTokens);
      if (form === 'compatible') {
        assert.equal(entry?.costMicroUsd, null);
        assert.equal(answer.unpricedTokens, answer.usage.inputTokens + answer.usage.outputTokens);
      } else {
        assert.equal(entry?.costMicroUsd, answer.costMicroUsd);
        assert.ok(answer.costMicroUsd > 0);
      }
    });

    for (const { kind, code, requests } of faults) {
      it(`calls ${kind} of ${form} ${code}`, async () => {
        await plant({ kind, times: null, latencyMs: 10_000, retryAfterSeconds: 0 });
        const ledger = createMemoryLedger();
        const timeoutMs = kind === 'slow' ? 1_000 : patientMs;
        const gateway = open([settingsOf(form)], { budget: { ...noCaps, ledger }, retries: 1, timeoutMs });
        const error = await failureOf(gateway.generateObject(request));
        assert.equal(error.code, code);
        assert.equal(error.failures.length, 1);
        assert.equal(error.failures[0]?.code, code);
        assert.ok(!error.message.includes('expensive') && !error.message.includes('sk-'), error.message);
        assert.equal((await received()).length, requests);
        assert.equal(error.usage.estimated, billedByEstimate.has(kind));
        assert.equal(ledger.entries.length, error.usage.requests);
      });
    }

    for (const kind of ['malformed_json', 'wrong_schema', 'empty_answer'] as const) {
      it(`repairs ${kind} of ${form} with one more request that names the fault`, async () => {
        await plant({ kind });
        const answer = await open([settingsOf(form)]).generateObject(request);
        assert.ok(answer.value.keyPoints.length > 0);
        assert.equal(answer.usage.requests, 2);
        const [, repair] = await received();
        assert.match(JSON.stringify(repair?.body), /That answer cannot be used/u);
      });
    }
  }

  it('falls over to the next model and records why', async () => {
    await plant({ kind: 'refusal', vendor: 'anthropic' });
    const answer = await open([settingsOf('anthropic'), settingsOf('openai-responses')]).generateObject(request);
    assert.equal(answer.provider, 'openai');
    assert.deepEqual(
      answer.fellBackFrom.map(({ provider, model, code }) => [provider, model, code]),
      [['anthropic', 'claude-sonnet-5-5', 'model.refused']],
    );
    assert.equal(answer.usage.requests, 2);
  });

  it('names each failure when every model fails', async () => {
    await plant({ kind: 'overloaded', vendor: 'anthropic', times: null, retryAfterSeconds: 0 });
    await plant({ kind: 'truncated', vendor: 'openai' });
    const gateway = open([settingsOf('anthropic'), settingsOf('openai-chat')], { retries: 0 });
    const error = await failureOf(gateway.generateObject(request));
    assert.equal(error.code, 'model.exhausted');
    assert.deepEqual(
      error.failures.map(({ code }) => code),
      ['vendor.unavailable', 'model.truncated'],
    );
    assert.match(error.failures[0]?.reason ?? '', /529.*overloaded_error/u);
  });

  it('gives the answer to exactly the same again for two hours, counts what that saved, and asks about anything else', async () => {
    const clock = createFixedClock(new Date('2026-09-14T15:00:00Z'));
    const saved: number[] = [];
    const reuse = { clock, onReused: ({ savedMicroUsd }: { savedMicroUsd: number }) => void saved.push(savedMicroUsd) };
    const ledger = createMemoryLedger();
    const gateway = open([settingsOf('anthropic')], { budget: { ...noCaps, ledger }, reuse });
    const first = await gateway.generateObject(request);
    clock.advance(7_199_999);
    const again = await gateway.generateObject(request);
    assert.deepEqual(again.value, first.value);
    assert.deepEqual([again.costMicroUsd, again.usage.requests], [0, 0]);
    assert.deepEqual(saved, [first.costMicroUsd]);
    assert.equal(ledger.entries.length, 1);
    await gateway.generateObject({ ...request, prompt: `${prompt} ` });
    await gateway.generateObject({ ...request, maxOutputTokens: 1_999 });
    assert.equal((await received()).length, 3);
    clock.advance(1);
    await gateway.generateObject(request);
    assert.equal((await received()).length, 4);
  });

  it('shares answers with no other gateway, and keeps none of a model that stood in', async () => {
    const reuse = { clock: systemClock };
    await open([settingsOf('anthropic')], { reuse }).generateObject(request);
    await open([settingsOf('anthropic')], { reuse }).generateObject(request);
    assert.equal((await received()).length, 2);
    await control('reset');
    await plant({ kind: 'refusal', vendor: 'anthropic' });
    const gateway = open([settingsOf('anthropic'), settingsOf('openai-responses')], { reuse });
    assert.equal((await gateway.generateObject(request)).provider, 'openai');
    assert.equal((await gateway.generateObject(request)).provider, 'anthropic');
  });

  it('puts back what was masked for whoever asks, also in an answer that is given again', async () => {
    const gateway = open([settingsOf('anthropic')], { reuse: { clock: systemClock } });
    const texts = ['4242 4242 4242 4242', '5555 5555 5555 4444'].map(
      (card) => `[0] Ana (external): The card is ${card}.`,
    );
    const answers = [];
    for (const text of texts) answers.push(await gateway.generateObject({ ...request, prompt: text }));
    assert.equal((await received()).length, 1);
    assert.deepEqual(
      answers.map(({ value }) => /5555|4242/.exec(JSON.stringify(value))?.[0]),
      ['4242', '5555'],
    );
  });

  it('obeys Retry-After and then answers', async () => {
    await plant({ kind: 'rate_limited', retryAfterSeconds: 0.2 });
    const startedMs = performance.now();
    await open([settingsOf('anthropic')]).generateObject(request);
    assert.ok(performance.now() - startedMs >= 190);
    assert.equal((await received()).length, 2);
  });

  it('stops before a request that could pass the cap', async () => {
    const gateway = open([settingsOf('anthropic')], {
      budget: { ...noCaps, capMicroUsd: 19_000, ledger: createMemoryLedger() },
    });
    const error = await failureOf(gateway.generateObject(request));
    assert.equal(error.code, 'model.budget-exceeded');
    assert.equal((await received()).length, 0);
  });

  it('counts earlier spend and what is under way towards the cap', async () => {
    const ledger = createMemoryLedger();
    const ceiling = await open([settingsOf('anthropic')]).estimate(request);
    const capMicroUsd = Math.floor((ceiling.costMicroUsdAtMost ?? 0) * 1.5);
    const gateway = open([settingsOf('anthropic')], { budget: { ...noCaps, capMicroUsd, ledger } });
    const outcomes = await Promise.allSettled([gateway.generateObject(request), gateway.generateObject(request)]);
    assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    assert.equal((await received()).length, 1);
    await gateway.generateObject(request);
    assert.ok((await ledger.total()).costMicroUsd <= capMicroUsd);
  });

  it('caps the tokens of models without a known price', async () => {
    const budget = { ...noCaps, capUnpricedTokens: 1_000, ledger: createMemoryLedger() };
    const error = await failureOf(open([settingsOf('compatible')], { budget }).generateObject(request));
    assert.equal(error.code, 'model.budget-exceeded');
    assert.equal((await received()).length, 0);
  });

  it('estimates at least what the provider then counts', async () => {
    const gateway = open([settingsOf('openai-responses')]);
    const estimate = await gateway.estimate(request);
    const answer = await gateway.generateObject(request);
    assert.ok(estimate.inputTokens >= answer.usage.inputTokens);
    assert.ok((estimate.costMicroUsdAtMost ?? 0) >= answer.costMicroUsd);
  });

  it('sends the extra headers of a gateway and no key where there is none', async () => {
    const models = [
      ModelSettings.parse({
        vendor: 'compatible',
        name: 'portkey',
        model: 'any',
        baseUrl: `${simulator.url}/v1`,
        apiKey: null,
        headers: { 'x-portkey-provider': 'openai', 'x-title': 'Sophia' },
      }),
    ];
    const error = await failureOf(open(models).generateObject(request));
    assert.equal(error.code, 'vendor.unauthorized');
    const [sent] = await received();
    assert.equal(sent?.headers['x-portkey-provider'], 'openai');
    assert.equal(sent?.headers['x-title'], 'Sophia');
    assert.equal(sent?.headers['authorization'], undefined);
  });

  it('asks OpenAI not to store the call and for a strict schema', async () => {
    await open([settingsOf('openai-responses')]).generateObject(request);
    const [sent] = await received();
    const Body = z.object({
      store: z.literal(false),
      text: z.object({ format: z.object({ strict: z.literal(true) }) }),
    });
    assert.ok(Body.safeParse(sent?.body).success, JSON.stringify(sent?.body).slice(0, 500));
  });

  it('stops when the caller cancels, without asking another model', async () => {
    await plant({ kind: 'slow', latencyMs: 10_000 });
    const controller = new AbortController();
    const gateway = open([settingsOf('anthropic'), settingsOf('openai-chat')]);
    const asking = gateway.generateObject({ ...request, signal: controller.signal });
    const rejected = assert.rejects(asking, (error) => !(error instanceof ModelChainFailed));
    while ((await received()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('The caller left.'));
    await rejected;
    assert.equal((await received()).length, 1);
  });

  it('lets nothing of prompt or answer into telemetry or the log', async () => {
    const told: unknown[] = [];
    const telemetry = channel('ai:telemetry');
    function listen(message: unknown): void {
      told.push(message);
    }
    telemetry.subscribe(listen);
    const integration = new Proxy({}, { get: () => (event: unknown) => void told.push(event) });
    globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = [integration];
    const log = createMemoryLog();
    try {
      await open([settingsOf('anthropic')], { log }).generateObject(request);
      await plant({ kind: 'malformed_json', times: 2 });
      await failureOf(open([settingsOf('anthropic')], { log }).generateObject(request));
    } finally {
      globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = undefined;
      telemetry.unsubscribe(listen);
    }
    assert.ok(!JSON.stringify(told).includes('expensive'));
    assert.ok(log.lines.length >= 2);
    assert.ok(!JSON.stringify(log.lines).includes('expensive'));
  });

  it('cannot be given a bare model name, by type or at run time', () => {
    // @ts-expect-error -- a bare name would be sent to a public gateway
    const models: ModelSettings[] = ['gpt-5-mini'];
    assert.equal(ModelSettings.safeParse(models[0]).success, false);
    assert.equal(ModelSettings.safeParse({ model: 'gpt-5-mini', apiKey: 'x' }).success, false);
  });
});

const noCaps = { capMicroUsd: null, capUnpricedTokens: null } as const;

function settingsOf(form: 'anthropic' | 'openai-responses' | 'openai-chat' | 'compatible'): ModelSettings {
  const baseUrl = `${simulator.url}/v1`;
  switch (form) {
    case 'anthropic':
      return ModelSettings.parse({
        vendor: form,
        model: 'claude-sonnet-5-5',
        apiKey: simulatorKeys.anthropic,
        baseUrl,
      });
    case 'openai-responses':
      return ModelSettings.parse({ vendor: 'openai', model: 'gpt-6.1-sol', apiKey: simulatorKeys.openai, baseUrl });
    case 'openai-chat':
      return ModelSettings.parse({
        vendor: 'openai',
        model: 'gpt-5-mini',
        apiKey: simulatorKeys.openai,
        baseUrl,
        api: 'chat',
      });
    case 'compatible':
      return ModelSettings.parse({
        vendor: form,
        name: 'ollama',
        model: 'llama3.3',
        apiKey: simulatorKeys.openai,
        baseUrl,
      });
  }
}

function parts(): Omit<ModelGatewaySettings, 'models'> {
  const httpClient = createHttpClient({ clock: systemClock, random: () => 0 });
  clients.push(httpClient);
  const budget: BudgetSettings = { ...noCaps, ledger: createMemoryLedger() };
  return { httpClient, budget, log: createMemoryLog() };
}

function open(models: readonly ModelSettings[], overrides: Partial<ModelGatewaySettings> = {}): ModelGatewayOn {
  const gateway = createModelGateway({ ...parts(), ...overrides, models });
  assert.equal(gateway.state, 'on');
  return gateway;
}

async function failureOf(work: Promise<unknown>): Promise<ModelChainFailed> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ModelChainFailed && error instanceof SophiaError, String(error));
  return error;
}

async function plant(fault: Record<string, unknown>): Promise<void> {
  await control('faults', fault);
}

async function control(path: string, body: unknown = {}): Promise<void> {
  const answer = await fetch(`${simulator.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

const Received = z.object({
  requests: z.array(z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.unknown() })),
});

async function received(): Promise<z.infer<typeof Received>['requests']> {
  const answer = await fetch(`${simulator.url}/_control/requests`);
  return Received.parse(await answer.json()).requests;
}
