import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createStore, type Store } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { ObjectRequest } from './model-gateway.ts';
import { parseAnswer } from './parse-answer.ts';
import type { ReadyModel } from './send-within-budget.ts';

/** An answer as the first model of the chain gave it, with its marks, and what it cost. */
interface KeptAnswer {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  readonly costMicroUsd: number;
}

/** An answer that was not asked for again. */
export interface ReusedAnswer {
  readonly provider: string;
  readonly model: string;
  readonly purpose: string;
  readonly savedMicroUsd: number;
}

/** Answers of one gateway, and so of one workspace; nobody else is given them. */
export interface KeptAnswers {
  find<Value>(asked: AskedAgain<Value>): Promise<{ value: Value; reused: ReusedAnswer } | null>;
  keep(asked: AskedAgain<unknown>, answer: KeptAnswer): Promise<void>;
}

interface AskedAgain<Value> {
  readonly chain: readonly ReadyModel[];
  /** With its texts masked. */
  readonly request: ObjectRequest<Value>;
  readonly restore: (value: unknown) => unknown;
}

export function keepAnswers({ clock }: { clock: Clock }): KeptAnswers {
  const store: Store<KeptAnswer> = createStore({ kind: 'model-answer' });
  return {
    find: async ({ chain, request, restore }) => {
      const kept = store.get({ key: await keyOf({ chain, request }), now: clock.now() });
      if (kept === null) return null;
      const parsed = parseAnswer(kept.text, z.preprocess(restore, request.schema));
      if (!parsed.ok) return null;
      const { provider, model, costMicroUsd: savedMicroUsd } = kept;
      return { value: parsed.value, reused: { provider, model, purpose: request.purpose, savedMicroUsd } };
    },
    keep: async ({ chain, request }, value) =>
      store.set({ key: await keyOf({ chain, request }), value, now: clock.now() }),
  };
}

/** Everything that an answer follows from; who asks is not in it, since what they may see is in the texts. */
async function keyOf({ chain, request }: Pick<AskedAgain<unknown>, 'chain' | 'request'>): Promise<string> {
  const { asSchema } = await import('ai');
  const { system, prompt, schemaName, maxOutputTokens } = request;
  const models = chain.map(({ provider, name, settings }) => [provider, name, settings.baseUrl, settings.reasoning]);
  const schema = await asSchema(request.schema).jsonSchema;
  const exact = JSON.stringify([models, system, prompt, schemaName, schema, maxOutputTokens]);
  return createHash('sha256').update(exact).digest('hex');
}
