import { SophiaError } from '#platform/errors';
import type { HttpClient } from '#platform/http-client';
import { nearestAmong } from './nearest-among.ts';
import { createPineconeClient, type PineconeClient } from './pinecone-client.ts';
import { Anything, type PineconeIndex, PineconeListing, PineconeMatches } from './pinecone-schema.ts';
import { storeFetches } from './store-fetches.ts';
import type { NearQuestion, VectorEntry, VectorSpace, VectorStore } from './vector-store.ts';

export interface PineconeSettings {
  readonly apiKey: string;
  /** The control plane; null for Pinecone's own. */
  readonly controllerUrl: string | null;
  /** Where an index is made that is not there. */
  readonly cloud: string;
  readonly region: string;
}

const ownControllerUrl = 'https://api.pinecone.io';
/** An index with it may be made anew; another belongs to somebody else. */
const ownTag = { made_by: 'sophia' } as const;
/** A request is at most 2 MB; a number of a vector takes about 13 characters (docs.pinecone.io, database limits). */
const bytesPerUpsert = 1_500_000;
const bytesPerNumber = 14;
const mostPerUpsert = 100;
const idsPerDelete = 1_000;
const idsPerList = 100;

/** Two serverless indexes by cosine, named after the collections, with a namespace for each workspace and model. */
export function createPineconeStore({
  settings,
  httpClient,
}: {
  settings: PineconeSettings;
  httpClient: HttpClient;
}): VectorStore {
  const client = createPineconeClient({
    apiKey: settings.apiKey,
    controllerUrl: settings.controllerUrl ?? ownControllerUrl,
    fetches: storeFetches(httpClient),
  });
  return {
    kind: 'pinecone',
    prepare: (space) => prepare({ client, settings, space }),
    upsert: ({ space, entries }) => upsert({ client, space, entries }),
    remove: async ({ space, chunkIds }) => {
      for (let from = 0; from < chunkIds.length; from += idsPerDelete) {
        const ids = chunkIds.slice(from, from + idsPerDelete).map(String);
        await ask({ client, space, path: '/vectors/delete', body: { ids, namespace: space.namespace } });
      }
    },
    clear: async (space) => {
      if ((await client.findIndex(space.collection)) === null) return;
      await ask({ client, space, path: '/vectors/delete', body: { deleteAll: true, namespace: space.namespace } });
    },
    nearest: (question) => nearest({ client, question }),
    list: async ({ space, after }) => {
      const query = new URLSearchParams({ namespace: space.namespace, limit: String(idsPerList) });
      if (after !== null) query.set('paginationToken', after);
      const path = `/vectors/list?${query.toString()}`;
      const page = await client.onIndex({ index: space.collection, method: 'GET', path, schema: PineconeListing });
      const chunkIds = (page?.vectors ?? []).map(({ id }) => Number(id)).filter(Number.isSafeInteger);
      return { chunkIds, next: page?.pagination?.next ?? null };
    },
  };
}

async function prepare({
  client,
  settings,
  space,
}: {
  client: PineconeClient;
  settings: PineconeSettings;
  space: VectorSpace;
}): Promise<boolean> {
  const { collection, dimensions } = space;
  const found = await client.findIndex(collection);
  if (found !== null && fits({ index: found, dimensions })) {
    assertReady(found);
    return false;
  }
  if (found !== null) {
    assertOurs({ index: found, dimensions });
    if (found.status.state !== 'Terminating') await client.deleteIndex(collection);
    throw notReady(found.name, 'is being deleted to be made anew for another number of dimensions');
  }
  const { cloud, region } = settings;
  await client.createIndex({
    name: collection,
    dimension: dimensions,
    metric: 'cosine',
    vector_type: 'dense',
    deletion_protection: 'disabled',
    tags: ownTag,
    spec: { serverless: { cloud, region } },
  });
  return true;
}

function fits({ index, dimensions }: { index: PineconeIndex; dimensions: number }): boolean {
  return index.dimension === dimensions && index.metric === 'cosine' && index.status.state !== 'Terminating';
}

function assertOurs({ index, dimensions }: { index: PineconeIndex; dimensions: number }): void {
  if (index.tags?.['made_by'] === ownTag.made_by) return;
  throw new SophiaError(
    'vendor.conflict',
    `Expected the Pinecone index ${index.name} to have ${dimensions} dimensions and cosine, found ${index.dimension ?? 'none'} and ${index.metric}, and it was not made by Sophia: rename or delete it, or use another project.`,
  );
}

function assertReady({ name, status }: PineconeIndex): void {
  if (!status.ready) throw notReady(name, `is ${status.state}`);
}

function notReady(name: string, why: string): SophiaError {
  return new SophiaError('vendor.unavailable', `Expected the Pinecone index ${name} to be ready, but it ${why}.`);
}

async function upsert({
  client,
  space,
  entries,
}: {
  client: PineconeClient;
  space: VectorSpace;
  entries: readonly VectorEntry[];
}): Promise<void> {
  const fitting = Math.floor(bytesPerUpsert / (space.dimensions * bytesPerNumber));
  const atOnce = Math.max(1, Math.min(mostPerUpsert, fitting));
  for (let from = 0; from < entries.length; from += atOnce) {
    const vectors = entries.slice(from, from + atOnce).map(({ chunkId, vector, attributes }) => ({
      id: String(chunkId),
      values: [...vector],
      metadata: { ...attributes, chunk_id: chunkId },
    }));
    const body = { vectors, namespace: space.namespace };
    const taken = await ask({ client, space, path: '/vectors/upsert', body });
    if (taken !== null) continue;
    throw new SophiaError('vendor.not-found', `Expected a Pinecone index named ${space.collection}, found none.`);
  }
}

async function nearest({ client, question }: { client: PineconeClient; question: NearQuestion }) {
  const { space, vector, limit, among } = question;
  return nearestAmong({
    among,
    limit,
    ask: async ({ limit: topK, only }) => {
      const found = await client.onIndex({
        index: space.collection,
        method: 'POST',
        path: '/query',
        isAwaited: true,
        body: {
          vector: [...vector],
          topK,
          namespace: space.namespace,
          includeValues: false,
          includeMetadata: false,
          ...(only === null ? {} : { filter: { chunk_id: { $in: only } } }),
        },
        schema: PineconeMatches,
      });
      return (found?.matches ?? []).map(({ id, score }) => ({ chunkId: Number(id), score: score ?? 0 }));
    },
  });
}

async function ask(options: {
  client: PineconeClient;
  space: VectorSpace;
  path: string;
  body: unknown;
}): Promise<unknown> {
  const { client, space, path, body } = options;
  return client.onIndex({ index: space.collection, method: 'POST', path, body, schema: Anything });
}
