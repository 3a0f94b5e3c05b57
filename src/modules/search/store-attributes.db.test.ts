import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { analysisSuite } from '#test/analysis-suite';
import { openSimulatedStore, type SimulatedStore } from '#test/simulated-store';
import { createTwoTeamsWorld } from '#test/two-teams-world';
import { createSearchEngine, repairStore, syncStore } from './index.ts';

const suite = await analysisSuite();

const Attributes = z.record(z.string(), z.unknown());
type Attributes = z.infer<typeof Attributes>;

interface Collection {
  /** How near two vectors are, and how many numbers each has. */
  readonly measure: unknown;
  readonly dimensions: number;
  readonly entries: readonly Attributes[];
}

const PineconeState = z.object({
  indexes: z.record(
    z.string(),
    z.object({
      dimension: z.int(),
      metric: z.string(),
      namespaces: z.record(z.string(), z.record(z.string(), z.object({ metadata: Attributes }))),
    }),
  ),
});

const WeaviateState = z.object({
  classes: z.record(
    z.string(),
    z.object({
      definition: z.object({ vectorIndexConfig: z.object({ distance: z.string() }) }),
      tenants: z.record(
        z.string(),
        z.record(z.string(), z.object({ properties: Attributes, vector: z.array(z.number()) })),
      ),
    }),
  ),
});

async function stateOf({ url }: SimulatedStore): Promise<unknown> {
  return z.object({ state: z.unknown() }).parse(await (await fetch(`${url}/_control/state`)).json()).state;
}

/** What a store holds, as its own address tells it and not as we do. */
const readers = {
  pinecone: async (store: SimulatedStore, name: string): Promise<Collection> => {
    const index = PineconeState.parse(await stateOf(store)).indexes[name];
    const entries = Object.values(index?.namespaces ?? {}).flatMap((records) => Object.values(records));
    const { metric: measure, dimension: dimensions = 0 } = index ?? {};
    return { measure, dimensions, entries: entries.map(({ metadata }) => metadata) };
  },
  weaviate: async (store: SimulatedStore, name: string): Promise<Collection> => {
    const known = { 'call-insights': 'CallInsight', 'business-context': 'BusinessContext' }[name] ?? name;
    const found = WeaviateState.parse(await stateOf(store)).classes[known];
    const entries = Object.values(found?.tenants ?? {}).flatMap((objects) => Object.values(objects));
    const dimensions = entries[0]?.vector.length ?? 0;
    const measure = found?.definition.vectorIndexConfig.distance;
    return { measure, dimensions, entries: entries.map(({ properties }) => properties) };
  },
} as const;

for (const kind of ['pinecone', 'weaviate'] as const) {
  describe(`what stands beside the vectors in ${kind}`, () => {
    let store: SimulatedStore;
    let world: Awaited<ReturnType<typeof createTwoTeamsWorld>>;

    before(async () => {
      store = await openSimulatedStore(kind);
      world = await createTwoTeamsWorld(suite);
      const ctx = { ...world.ctx, search: createSearchEngine({ place: { store: store.store } }) };
      // Collections that are made at first are not ready at once.
      await syncStore({ ctx, input: { limit: 1000 } });
      await store.settle();
      assert.equal((await syncStore({ ctx, input: { limit: 1000 } })).problem, null);
      await store.settle();
      assert.deepEqual(await repairStore({ ctx }), { missing: 0, foreign: 0, problem: null });
    });
    after(() => store.close());

    it('of a call: its day, mood, topics, and its deal, stage and contact', async () => {
      const { measure, dimensions, entries } = await readers[kind](store, 'call-insights');
      assert.deepEqual([measure, dimensions], ['cosine', 256]);
      const { callId, dealId } = world.west;
      const own = entries.filter((entry) => entry['call_id'] === callId);
      assert.ok(own.length > 0);
      for (const entry of own) {
        const { call_date: day, sentiment, deal_stage: stage, contact_id: contactId, key_topics: topics } = entry;
        assert.match(String(day), /^\d{4}-\d{2}-\d{2}$/);
        assert.match(String(sentiment), /^(negative|neutral|positive|mixed)$/);
        assert.deepEqual([stage, contactId], ['s2', `${world.ctx.workspaceId}-contact-301`]);
        assert.equal(entry['deal_id'], dealId);
        assert.ok(z.array(z.string()).parse(topics).includes('pricing'));
      }
    });

    it('of a record and a promise: what it is, which, when it was changed last and how much it weighs', async () => {
      const { measure, dimensions, entries } = await readers[kind](store, 'business-context');
      assert.deepEqual([measure, dimensions], ['cosine', 256]);
      const { dealId, commitmentId } = world.west;
      for (const [type, id] of [
        ['deal', dealId],
        ['commitment', commitmentId],
        ['contact', `${world.ctx.workspaceId}-contact-301`],
        ['company', `${world.ctx.workspaceId}-company-901`],
      ] as const) {
        const entry = entries.find(({ entity_id: known }) => known === id);
        assert.equal(entry?.['entity_type'], type);
        assert.match(String(entry['last_updated']), /^\d{4}-\d{2}-\d{2}T.*Z$/);
        const weight = z.number().parse(entry['importance_score']);
        assert.ok(weight > 0 && weight <= 1, `${type} ${weight}`);
      }
    });
  });
}
