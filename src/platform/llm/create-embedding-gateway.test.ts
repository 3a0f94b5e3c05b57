import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { z } from 'zod';
import { systemClock } from '#platform/clock';
import { SophiaError } from '#platform/errors';
import { createHttpClient, type HttpClient } from '#platform/http-client';
import { createMemoryLog } from '#platform/log';
import { type ModelsSimulator, simulatorKeys, startModelsSimulator } from '../../../simulators/models/index.ts';
import {
  createEmbeddingGateway,
  createMemoryLedger,
  type EmbeddingGatewaySettings,
  type EmbeddingModelSettings,
  ModelSettings,
} from './index.ts';

let simulator: ModelsSimulator;
let httpClient: HttpClient;

async function control(what: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${simulator.url}/_control/${what}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200);
}

const Requests = z.object({
  requests: z.array(z.object({ path: z.string(), body: z.looseObject({ input: z.array(z.string()) }) })),
});

async function sent(): Promise<z.infer<typeof Requests>['requests']> {
  return Requests.parse(await (await fetch(`${simulator.url}/_control/requests`)).json()).requests;
}

function settingsOf(vendor: 'openai' | 'compatible', model = 'text-embedding-3-small'): EmbeddingModelSettings {
  const shared = { model, apiKey: simulatorKeys.openai, baseUrl: `${simulator.url}/v1` };
  const parsed = ModelSettings.parse(
    vendor === 'openai' ? { vendor, ...shared } : { vendor, name: 'openrouter', ...shared },
  );
  if (parsed.vendor === 'anthropic') throw new Error('Anthropic has no embedding.');
  return parsed;
}

function open(changes: Partial<EmbeddingGatewaySettings> = {}) {
  const ledger = createMemoryLedger();
  const gateway = createEmbeddingGateway({
    model: settingsOf('openai'),
    dimensions: 1536,
    httpClient,
    log: createMemoryLog(),
    budget: { capMicroUsd: null, capUnpricedTokens: null, ledger },
    ...changes,
  });
  return { gateway, ledger };
}

async function embed(gateway: ReturnType<typeof open>['gateway'], texts: readonly string[]) {
  return gateway.embed({ texts, purpose: 'test', isAwaited: false });
}

function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
  return [...(left ?? [])].reduce((sum, value, place) => sum + value * (right?.[place] ?? 0), 0);
}

describe('an embedding gateway', () => {
  before(async () => {
    simulator = await startModelsSimulator({ port: 0 });
    const policies = { [new URL(simulator.url).host]: { retryBaseDelayMs: 1, breakerFailures: 1000 } };
    httpClient = createHttpClient({ clock: systemClock, random: () => 0, policies });
  });
  beforeEach(() => control('reset', {}));
  after(async () => {
    httpClient.close();
    await simulator.close();
  });

  it('gives vectors of length one in the order of the texts, and counts what they cost', async () => {
    const { gateway, ledger } = open();
    const [first, second, third] = await embed(gateway, ['the rent is late', 'the rent is very late', 'a new boiler']);
    assert.equal(first?.length, 1536);
    assert.ok(Math.abs(cosine(first, first) - 1) < 1e-5);
    assert.ok(cosine(first, second) > cosine(first, third));
    const [entry] = ledger.entries;
    assert.deepEqual([entry?.provider, entry?.purpose, entry?.estimated], ['openai', 'test', false]);
    assert.ok((entry?.inputTokens ?? 0) > 0 && (entry?.costMicroUsd ?? 0) > 0);
  });

  it('asks for shorter vectors where that is set', async () => {
    const [vector] = await embed(open({ dimensions: 64 }).gateway, ['the rent is late']);
    assert.equal(vector?.length, 64);
  });

  it('says which setting is wrong where the vectors have another length', async () => {
    const { gateway, ledger } = open({ model: settingsOf('compatible'), dimensions: 768 });
    await assert.rejects(embed(gateway, ['the rent']), {
      code: 'vendor.malformed',
      message: /found 1536: set SOPHIA_EMBEDDING_DIMENSIONS/u,
    });
    assert.equal(ledger.entries[0]?.costMicroUsd, null, 'what is not known to have a price is counted in tokens');
  });

  it('sends no personal data, and no more of a text or of texts than is taken', async () => {
    const { gateway } = open();
    const texts = [
      'The card is 4111 1111 1111 1111.',
      'word '.repeat(20_000),
      ...Array.from({ length: 200 }, (_text, place) => `text ${place}`),
    ];
    const vectors = await embed(gateway, texts);
    assert.equal(vectors.length, texts.length);
    const requests = await sent();
    assert.ok(requests.every(({ body }) => body.input.length <= 96));
    assert.ok(requests.length >= 3);
    assert.ok(!JSON.stringify(requests).includes('4111 1111'));
    assert.match(requests[0]?.body.input[0] ?? '', /\[CARD_1\]/u);
  });

  it('sends nothing that could pass the cap', async () => {
    const { gateway } = open({ budget: { capMicroUsd: 0, capUnpricedTokens: 0, ledger: createMemoryLedger() } });
    await assert.rejects(embed(gateway, ['the rent']), { code: 'model.budget-exceeded' });
    assert.equal((await sent()).length, 0);
  });

  for (const [kind, code] of [
    ['rate_limited', 'vendor.rate-limited'],
    ['unavailable', 'vendor.unavailable'],
    ['unauthorized', 'vendor.unauthorized'],
    ['model_not_found', 'vendor.refused'],
    ['not_an_api', 'vendor.malformed'],
    ['dropped_connection', 'vendor.unavailable'],
  ] as const) {
    it(`calls ${kind} ${code}`, async () => {
      await control('faults', { kind, times: null, retryAfterSeconds: 0 });
      const outcomes: string[] = [];
      const { gateway } = open({ onOutcome: (outcome) => outcomes.push(outcome.code) });
      await assert.rejects(
        embed(gateway, ['the rent']),
        (error) => error instanceof SophiaError && error.code === code,
      );
      assert.deepEqual(outcomes, [code]);
    });
  }
});
