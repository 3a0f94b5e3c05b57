import assert from 'node:assert/strict';
import { systemClock } from '#platform/clock';
import { createHttpClient } from '#platform/http-client';
import { createPineconeStore, createWeaviateStore, type VectorStore } from '#platform/vectors';
import { pineconeKey, startPineconeSimulator } from '../../simulators/pinecone/index.ts';
import { startWeaviateSimulator, weaviateKey } from '../../simulators/weaviate/index.ts';

/** A store outside, played by its simulator, whose clock stands still until it is moved. */
export interface SimulatedStore {
  readonly store: VectorStore;
  readonly url: string;
  /** Tells the simulator something at its control address. */
  control(what: string, body: unknown): Promise<void>;
  /** Moves its clock far enough that everything written is seen. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function openSimulatedStore(kind: 'pinecone' | 'weaviate'): Promise<SimulatedStore> {
  const simulator = await (kind === 'pinecone' ? startPineconeSimulator : startWeaviateSimulator)({ port: 0 });
  const { url } = simulator;
  const { host } = new URL(url);
  const httpClient = createHttpClient({
    clock: systemClock,
    random: Math.random,
    policies: { [host]: { retries: 0, breakerFailures: 1000 } },
  });
  const store =
    kind === 'pinecone'
      ? createPineconeStore({
          settings: { apiKey: pineconeKey, controllerUrl: url, cloud: 'aws', region: 'us-east-1' },
          httpClient,
        })
      : createWeaviateStore({ settings: { url, apiKey: weaviateKey }, httpClient });
  async function control(what: string, body: unknown): Promise<void> {
    const answer = await fetch(`${url}/_control/${what}`, { method: 'POST', body: JSON.stringify(body) });
    assert.equal(answer.status, 200, await answer.text());
  }
  await control('clock', { now: '2026-09-01T12:00:00Z', frozen: true });
  return {
    store,
    url,
    control,
    settle: () => control('clock', { advanceMs: 5_000 }),
    close: async () => {
      httpClient.close();
      await simulator.close();
    },
  };
}
