import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfig, repositoryRoot } from '#config';
import { systemClock } from '#platform/clock';
import { createHttpClient, type HttpClient } from '#platform/http-client';
import {
  chooseModels,
  createMemoryLedger,
  createModelGateway,
  ModelChainFailed,
  type ModelSettings,
  providerName,
} from '#platform/llm';
import { createMemoryLog } from '#platform/log';

const folder = join(repositoryRoot, 'src', 'platform', 'llm', 'fixtures', 'recorded');

/** What is asked of every model: small requests whose answers show a form each. */
const cases = [
  { name: 'answer', maxOutputTokens: 4_000 },
  { name: 'cut-off', maxOutputTokens: 20 },
] as const;
const Answer = z.strictObject({ keyPoints: z.array(z.strictObject({ turn: z.number(), quote: z.string() })) });
const prompt = '[0] Maya Okafor (internal): I will send it.\n[1] Ana Ruiz (external): It is not too expensive for us.';

/** Headers worth keeping; all others may hold an account's name. */
const keptHeaders = ['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry', 'anthropic-version'];

process.exitCode = await record();

/** Asks each configured model and keeps its answers word for word. Returns the exit code: 0 all, 1 none, 3 some. */
async function record(): Promise<number> {
  const models = chooseModels(readConfig().models).filter((model) => !isLoopback(model.baseUrl));
  if (models.length === 0) {
    say('Nothing was recorded: no key of a model provider is set, so there is nobody to ask.');
    say('Set OPENAI_API_KEY or ANTHROPIC_API_KEY and run this again; it costs less than a cent for each model.');
    say('An address on this machine is not asked either: a simulator’s answer is not a recording.');
    return 1;
  }
  mkdirSync(folder, { recursive: true });
  let recorded = 0;
  for (const model of models) {
    for (const { name, maxOutputTokens } of cases) {
      if (await recordCase({ model, name, maxOutputTokens })) recorded += 1;
    }
  }
  const wanted = models.length * cases.length;
  say(`${recorded} of ${wanted} answers recorded in ${folder}`);
  if (recorded === wanted) return 0;
  return recorded === 0 ? 1 : 3;
}

async function recordCase(options: { model: ModelSettings; name: string; maxOutputTokens: number }): Promise<boolean> {
  const { model, name, maxOutputTokens } = options;
  const answers: Response[] = [];
  const httpClient = keepingAnswers(answers);
  const budget = { capMicroUsd: 100_000, capUnpricedTokens: 50_000, ledger: createMemoryLedger() };
  const gateway = createModelGateway({ models: [model], httpClient, budget, log: createMemoryLog(), retries: 0 });
  if (gateway.state === 'off') return false;
  const request = { schema: Answer, schemaName: 'answer', system: 'Quote what matters.', prompt, purpose: 'recording' };
  const outcome = await gateway.generateObject({ ...request, maxOutputTokens }).then(() => 'ok', codeOf);
  httpClient.close();
  const [answer] = answers;
  if (answer === undefined) {
    say(`${providerName(model)}:${model.model} ${name}: no answer came (${outcome}).`);
    return false;
  }
  const kept = keptHeaders.flatMap((header) => {
    const value = answer.headers.get(header);
    return value === null ? [] : [[header, value]];
  });
  const fixture = {
    label: 'recorded',
    form: model.vendor === 'openai' ? `openai-${model.api}` : model.vendor,
    source: `${providerName(model)}:${model.model}, received ${systemClock.now().toISOString()}`,
    status: answer.status,
    headers: Object.fromEntries(kept),
    body: z.unknown().parse(await answer.json()),
    expect: { outcome },
  };
  const file = `${providerName(model)}-${model.model}-${name}`.replaceAll(/[^a-z0-9.-]+/giu, '-');
  writeFileSync(join(folder, `${file}.json`), `${JSON.stringify(fixture, null, 2)}\n`);
  say(`${file}: ${outcome}`);
  return true;
}

function keepingAnswers(answers: Response[]): HttpClient {
  const client = createHttpClient({ clock: systemClock, random: Math.random });
  return {
    close: () => client.close(),
    createFetch: (options) => {
      const fetch = client.createFetch(options);
      return async (input, init) => {
        const answer = await fetch(input, init);
        answers.push(answer.clone());
        return answer;
      };
    },
  };
}

function codeOf(error: unknown): string {
  if (error instanceof ModelChainFailed) return error.code;
  throw error;
}

function isLoopback(baseUrl: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(baseUrl).hostname);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
