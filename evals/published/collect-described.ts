import path from 'node:path';
import { z } from 'zod';
import { simulatorKeys, startModelsSimulator } from '../../simulators/models/index.ts';
import { pineconeKey, startPineconeSimulator } from '../../simulators/pinecone/index.ts';
import { startWeaviateSimulator, weaviateKey } from '../../simulators/weaviate/index.ts';
import { asRecord } from './difference.ts';
import type { Exchange } from './judge-exchanges.ts';
import { readDescription } from './read-published.ts';

/** A request as `POST /indexes` of the description, and where it differs there the path that is asked. */
interface Request {
  readonly route: string;
  readonly path?: string;
  readonly body?: unknown;
}

interface Described {
  readonly vendor: string;
  /** A simulator may answer for several files of a description. */
  readonly root: unknown;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly requests: readonly Request[];
}

const streamed = 'text/event-stream';
const first = '00000000-0000-5000-8000-000000000001';

/** What the simulated Pinecone answers, with its description of the version that the simulator was written from. */
export async function collectPinecone(specs: string): Promise<Exchange[]> {
  const simulator = await startPineconeSimulator({ port: 0 });
  try {
    const [controlPlane, dataPlane] = ['db_control', 'db_data'].map((name) =>
      readDescription(path.join(specs, 'pinecone', `${name}_2026-04.oas.yaml`)),
    );
    const own = { vendor: 'Pinecone', url: simulator.url, headers: { 'api-key': pineconeKey } };
    const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } };
    const made = await ask({
      ...own,
      root: controlPlane,
      requests: [
        { route: 'POST /indexes', body: { name: 'one', dimension: 2, spec } },
        { route: 'POST /indexes', body: { name: 'one', dimension: 2, spec } },
        { route: 'GET /indexes' },
        { route: 'GET /indexes/{index_name}', path: '/indexes/one' },
        { route: 'GET /indexes/{index_name}', path: '/indexes/none' },
      ],
    });
    await advance(simulator.url);
    const written = await ask({
      ...own,
      url: `${simulator.url}/data/one`,
      root: dataPlane,
      requests: [
        { route: 'POST /vectors/upsert', body: { vectors: [{ id: '1', values: [1, 0], metadata: { chunk_id: 1 } }] } },
      ],
    });
    await advance(simulator.url);
    const found = await ask({
      ...own,
      url: `${simulator.url}/data/one`,
      root: dataPlane,
      requests: [
        { route: 'POST /query', body: { vector: [1, 0], topK: 1, includeMetadata: true } },
        { route: 'POST /query', body: { vector: [1], topK: 1 } },
        { route: 'GET /vectors/list' },
        { route: 'POST /describe_index_stats', body: {} },
        { route: 'POST /vectors/delete', body: { ids: ['1'] } },
      ],
    });
    const requests = [{ route: 'DELETE /indexes/{index_name}', path: '/indexes/one' }];
    return [...made, ...written, ...found, ...(await ask({ ...own, root: controlPlane, requests }))];
  } finally {
    await simulator.close();
  }
}

/** What the simulated Weaviate answers, with its description. */
export async function collectWeaviate(specs: string): Promise<Exchange[]> {
  const simulator = await startWeaviateSimulator({ port: 0 });
  try {
    const root = readDescription(path.join(specs, 'weaviate', 'schema.json'));
    const headers = { authorization: `Bearer ${weaviateKey}` };
    const own = { vendor: 'Weaviate', root, url: `${simulator.url}/v1`, headers };
    const definition = { class: 'CallInsight', vectorizer: 'none', multiTenancyConfig: { enabled: true } };
    const objects = [{ class: 'CallInsight', id: first, tenant: 'a', vector: [1, 0], properties: { chunk_id: 1 } }];
    const where = { path: ['chunk_id'], operator: 'Equal', valueInt: 1 };
    const written = await ask({
      ...own,
      requests: [
        { route: 'GET /meta' },
        { route: 'GET /.well-known/ready' },
        { route: 'POST /schema', body: definition },
        { route: 'POST /schema', body: definition },
        { route: 'GET /schema' },
        { route: 'GET /schema/{className}', path: '/schema/CallInsight' },
        { route: 'POST /schema/{className}/tenants', path: '/schema/CallInsight/tenants', body: [{ name: 'a' }] },
        { route: 'GET /schema/{className}/tenants', path: '/schema/CallInsight/tenants' },
        { route: 'POST /batch/objects', body: { objects } },
      ],
    });
    await advance(simulator.url);
    const query = '{ Get { CallInsight(tenant: "a", limit: 5, nearVector: {vector: [1, 0]}) { chunk_id } } }';
    const found = await ask({
      ...own,
      requests: [
        { route: 'GET /objects', path: '/objects?class=CallInsight&tenant=a&limit=1' },
        { route: 'POST /graphql', body: { query } },
        { route: 'POST /graphql', body: { query: query.replaceAll('CallInsight', 'Nothing') } },
        {
          route: 'DELETE /batch/objects',
          path: '/batch/objects?tenant=a',
          body: { match: { class: 'CallInsight', where } },
        },
        { route: 'DELETE /schema/{className}/tenants', path: '/schema/CallInsight/tenants', body: ['a'] },
        { route: 'DELETE /schema/{className}', path: '/schema/CallInsight' },
      ],
    });
    return [...written, ...found];
  } finally {
    await simulator.close();
  }
}

/** What the simulated OpenAI answers, with its description; Anthropic has published none that is here. */
export async function collectOpenAi(specs: string): Promise<Exchange[]> {
  const simulator = await startModelsSimulator({ port: 0 });
  try {
    const root = readDescription(path.join(specs, 'openai', 'openapi.yaml'));
    const headers = { authorization: `Bearer ${simulatorKeys.openai}` };
    const messages = [{ role: 'user', content: '[0] Maya Okafor (internal): I will send it.' }];
    const model = 'gpt-5-mini';
    return await ask({
      vendor: 'OpenAI',
      root,
      url: `${simulator.url}/v1`,
      headers,
      requests: [
        { route: 'GET /models' },
        { route: 'POST /chat/completions', body: { model, messages } },
        { route: 'POST /chat/completions', body: { model, messages, stream: true } },
        { route: 'POST /responses', body: { model, input: messages } },
        { route: 'POST /responses', body: { model, input: messages, stream: true } },
        { route: 'POST /embeddings', body: { model: 'text-embedding-3-small', input: ['hello'] } },
      ],
    });
  } finally {
    await simulator.close();
  }
}

async function advance(url: string): Promise<void> {
  await fetch(`${url}/_control/clock`, { method: 'POST', body: JSON.stringify({ advanceMs: 2_000 }) });
}

async function ask({ vendor, root, url, headers, requests }: Described): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const { route, path: asked, body } of requests) {
    const [method = '', described = ''] = route.split(' ');
    const answer = await fetch(`${url}${asked ?? described}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const [mediaType = ''] = (answer.headers.get('content-type') ?? '').split(';');
    const schema = schemaOf({ root, described, method, status: answer.status, mediaType });
    const name = `${route} ${answer.status}${mediaType === streamed ? ', streamed' : ''}`;
    const published = schema === undefined ? null : { schema, root };
    for (const value of valuesOf({ text, mediaType })) exchanges.push({ vendor, name, value, published, sample: null });
  }
  return exchanges;
}

function valuesOf({ text, mediaType }: { text: string; mediaType: string }): unknown[] {
  const texts = mediaType === streamed ? [...text.matchAll(/^data: (\{.*)$/gmu)].map(([, data = '']) => data) : [text];
  return texts.map((one) => (one === '' ? null : z.unknown().parse(JSON.parse(one))));
}

/** Undefined where no body is described. */
function schemaOf({
  root,
  described,
  method,
  status,
  mediaType,
}: {
  root: unknown;
  described: string;
  method: string;
  status: number;
  mediaType: string;
}): unknown {
  if (root === null) return undefined;
  const operation = asRecord(asRecord(asRecord(asRecord(root)['paths'])[described])[method.toLowerCase()]);
  const responses = asRecord(operation['responses']);
  const response = responses[String(status)] ?? responses[`${String(status).slice(0, 1)}XX`] ?? responses['default'];
  if (response === undefined) return { enum: [`a status that is described, which ${status} is not`] };
  const { schema, content } = asRecord(response);
  const media = asRecord(content);
  return schema ?? asRecord(media[mediaType] ?? media['application/json'])['schema'] ?? undefined;
}
