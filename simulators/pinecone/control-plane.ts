import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { controlProblem } from './control-problem.ts';
import { indexAt, type PineconeIndex, type PineconeState } from './state.ts';

const CreateIndex = z.looseObject({
  name: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,43}[a-z0-9])?$/u),
  dimension: z.int().min(1).max(20_000),
  metric: z.enum(['cosine', 'euclidean', 'dotproduct']).default('cosine'),
  vector_type: z.literal('dense').default('dense'),
  deletion_protection: z.enum(['enabled', 'disabled']).default('disabled'),
  tags: z.record(z.string(), z.string()).nullish(),
  spec: z.looseObject({
    serverless: z.looseObject({ cloud: z.enum(['aws', 'gcp', 'azure']), region: z.string().min(1) }),
  }),
});

export function listIndexes({ state, now, url }: Exchange<PineconeState>): Answer {
  const names = Object.keys(state.indexes);
  const indexes = names.flatMap((name) => indexAt({ state, name, nowMs: now.getTime() }) ?? []);
  return { status: 200, body: { indexes: indexes.map((index) => describe({ index, now, url })) } };
}

export function describeIndex({ state, parameters, now, url }: Exchange<PineconeState>): Answer {
  const name = parameters['name'] ?? '';
  const index = indexAt({ state, name, nowMs: now.getTime() });
  return index === null ? notFound(name) : { status: 200, body: describe({ index, now, url }) };
}

export function createIndex(exchange: Exchange<PineconeState>): Answer {
  const { state, body, now, url } = exchange;
  const parsed = CreateIndex.safeParse(body);
  if (!parsed.success)
    return controlProblem({ status: 400, code: 'INVALID_ARGUMENT', message: z.prettifyError(parsed.error) });
  const { name, dimension, metric, tags, spec, deletion_protection: deletionProtection } = parsed.data;
  if (indexAt({ state, name, nowMs: now.getTime() }) !== null) {
    return controlProblem({ status: 409, code: 'ALREADY_EXISTS', message: 'Resource  already exists' });
  }
  const index: PineconeIndex = {
    name,
    dimension,
    metric,
    tags: tags ?? {},
    spec: { serverless: { ...spec.serverless, read_capacity: { mode: 'OnDemand', status: { state: 'Ready' } } } },
    deletionProtection,
    readyAtMs: now.getTime() + state.settings.indexMs,
    goneAtMs: null,
    namespaces: {},
    writes: [],
  };
  state.indexes = { ...state.indexes, [name]: index };
  return { status: 201, body: describe({ index, now, url }) };
}

export function deleteIndex({ state, parameters, now }: Exchange<PineconeState>): Answer {
  const name = parameters['name'] ?? '';
  const index = indexAt({ state, name, nowMs: now.getTime() });
  if (index === null) return notFound(name);
  if (index.deletionProtection === 'enabled') {
    return controlProblem({
      status: 403,
      code: 'FORBIDDEN',
      message: 'Deletion protection is enabled for this index.',
    });
  }
  index.goneAtMs ??= now.getTime() + state.settings.indexMs;
  return { status: 202, contentType: 'text/plain', text: '' };
}

/** A real host is a name of its own; here it is a path of this address. */
function describe({ index, now, url }: { index: PineconeIndex; now: Date; url: string }) {
  const ready = now.getTime() >= index.readyAtMs && index.goneAtMs === null;
  return {
    name: index.name,
    vector_type: 'dense',
    dimension: index.dimension,
    metric: index.metric,
    host: `${url}/data/${index.name}`,
    deletion_protection: index.deletionProtection,
    tags: index.tags,
    spec: index.spec,
    status: { ready, state: index.goneAtMs === null ? (ready ? 'Ready' : 'Initializing') : 'Terminating' },
  };
}

function notFound(name: string): Answer {
  return controlProblem({ status: 404, code: 'NOT_FOUND', message: `Resource ${name} not found` });
}
