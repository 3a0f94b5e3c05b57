import { v5 as uuidV5 } from 'uuid';
import type { SearchCollection } from '#contracts';
import { SophiaError } from '#platform/errors';
import type { HttpClient } from '#platform/http-client';
import { nearestAmong } from './nearest-among.ts';
import { storeFetches } from './store-fetches.ts';
import type { NearQuestion, VectorEntry, VectorSpace, VectorStore } from './vector-store.ts';
import { classOf, madeBySophia, weaviateClasses } from './weaviate-classes.ts';
import { createWeaviateClient, type WeaviateClient } from './weaviate-client.ts';
import { WeaviateBatch, WeaviateClass, WeaviateDeleted, WeaviateObjects } from './weaviate-schema.ts';

export interface WeaviateSettings {
  readonly url: string;
  /** Null where the server takes anybody. */
  readonly apiKey: string | null;
}

const objectsPerBatch = 100;
const idsPerDelete = 1_000;
const objectsPerPage = 100;
/** Before every id there can be: with it the listing goes by ids from its first page on. */
const beforeAll = '00000000-0000-0000-0000-000000000000';
/** The name space of the ids that are made of a namespace and a chunk. */
const idSpace = '5f9c1d0e-6b1d-4f0c-9a37-1f3c8f1d7a52';

/** Two classes by cosine, `CallInsight` and `BusinessContext`, with a tenant for each workspace and model. */
export function createWeaviateStore({
  settings,
  httpClient,
}: {
  settings: WeaviateSettings;
  httpClient: HttpClient;
}): VectorStore {
  const client = createWeaviateClient({ ...settings, fetches: storeFetches(httpClient) });
  return {
    kind: 'weaviate',
    prepare: (space) => prepare({ client, space }),
    upsert: async ({ space, entries }) => {
      for (let from = 0; from < entries.length; from += objectsPerBatch) {
        await upsert({ client, space, entries: entries.slice(from, from + objectsPerBatch) });
      }
    },
    remove: async ({ space, chunkIds }) => {
      for (let from = 0; from < chunkIds.length; from += idsPerDelete) {
        await removeSome({ client, space, chunkIds: chunkIds.slice(from, from + idsPerDelete) });
      }
    },
    clear: async ({ collection, namespace }) => {
      const name = classOf(collection);
      if ((await readClass({ client, collection })) === null) return;
      await client.send({ method: 'DELETE', path: `/schema/${name}/tenants`, body: [namespace] });
    },
    nearest: (question) => nearest({ client, question }),
    list: async ({ space, after }) => {
      const query = new URLSearchParams({
        class: classOf(space.collection),
        tenant: space.namespace,
        limit: String(objectsPerPage),
        after: after ?? beforeAll,
      });
      const page = await client.request({
        method: 'GET',
        path: `/objects?${query.toString()}`,
        schema: WeaviateObjects,
      });
      const objects = page?.objects ?? [];
      const chunkIds = objects.flatMap(({ properties }) => properties?.chunk_id ?? []);
      return { chunkIds, next: objects.length < objectsPerPage ? null : (objects.at(-1)?.id ?? null) };
    },
  };
}

async function readClass({ client, collection }: { client: WeaviateClient; collection: SearchCollection }) {
  return client.request({ method: 'GET', path: `/schema/${classOf(collection)}`, schema: WeaviateClass });
}

async function prepare({ client, space }: { client: WeaviateClient; space: VectorSpace }): Promise<boolean> {
  const { collection, dimensions, namespace } = space;
  const name = classOf(collection);
  const found = await readClass({ client, collection });
  const description = madeBySophia(dimensions);
  const fits = found?.description === description;
  if (found !== null && !fits) {
    if (found.description?.startsWith(madeBySophia(null)) !== true) {
      throw new SophiaError(
        'vendor.conflict',
        `Expected no class ${name} in Weaviate or one that Sophia has made, found another: rename or delete it, or use another server.`,
      );
    }
    await client.send({ method: 'DELETE', path: `/schema/${name}` });
  }
  if (!fits)
    await client.send({ method: 'POST', path: '/schema', body: { ...weaviateClasses[collection], description } });
  await client.send({ method: 'POST', path: `/schema/${name}/tenants`, body: [{ name: namespace }] });
  return !fits;
}

async function upsert({
  client,
  space,
  entries,
}: {
  client: WeaviateClient;
  space: VectorSpace;
  entries: readonly VectorEntry[];
}): Promise<void> {
  const objects = entries.map(({ chunkId, vector, attributes }) => ({
    class: classOf(space.collection),
    id: uuidV5(`${space.namespace}:${chunkId}`, idSpace),
    tenant: space.namespace,
    properties: { ...attributes, chunk_id: chunkId },
    vector: [...vector],
  }));
  const answers = await client.request({
    method: 'POST',
    path: '/batch/objects',
    body: { objects },
    schema: WeaviateBatch,
  });
  if (answers === null) throw gone(space);
  const failed = answers.flatMap(({ result }) => result?.errors?.error ?? []);
  const [first] = failed;
  if (first === undefined) return;
  const reason = `Expected Weaviate to take ${entries.length} objects, but it refused ${failed.length}: ${(first.message ?? 'no reason').slice(0, 300)}`;
  throw new SophiaError('vendor.refused', reason);
}

function gone({ collection }: VectorSpace): SophiaError {
  return new SophiaError('vendor.not-found', `Expected Weaviate to have the class ${classOf(collection)}, found none.`);
}

async function removeSome({
  client,
  space,
  chunkIds,
}: {
  client: WeaviateClient;
  space: VectorSpace;
  chunkIds: readonly number[];
}): Promise<void> {
  const where = { path: ['chunk_id'], operator: 'ContainsAny', valueIntArray: chunkIds };
  const answer = await client.request({
    method: 'DELETE',
    path: `/batch/objects?${new URLSearchParams({ tenant: space.namespace }).toString()}`,
    body: { match: { class: classOf(space.collection), where }, output: 'minimal' },
    schema: WeaviateDeleted,
  });
  const failed = answer?.results?.failed ?? 0;
  if (failed > 0) throw new SophiaError('vendor.refused', `Expected Weaviate to delete objects, but ${failed} stayed.`);
}

/** Numbers and quoted texts only: nothing that somebody wrote stands in the question. */
async function nearest({ client, question }: { client: WeaviateClient; question: NearQuestion }) {
  const { space, vector, limit, among } = question;
  const name = classOf(space.collection);
  return nearestAmong({
    among,
    limit,
    ask: async ({ limit: most, only }) => {
      const filter =
        only === null ? '' : `, where: {path: ["chunk_id"], operator: ContainsAny, valueInt: [${only.join(', ')}]}`;
      const found = await client.get({
        name,
        query: `{ Get { ${name}(tenant: ${JSON.stringify(space.namespace)}, limit: ${most}, nearVector: {vector: [${vector.join(', ')}]}${filter}) { chunk_id _additional { distance } } } }`,
      });
      return found.map(({ chunk_id, _additional }) => ({ chunkId: chunk_id, score: 1 - (_additional.distance ?? 1) }));
    },
  });
}
