import { z } from 'zod';
import type { Answer, Exchange } from '../kit/index.ts';
import { dataProblem } from './data-problem.ts';
import { matches } from './matches.ts';
import { indexAt, type PineconeIndex, type PineconeRecord, type PineconeState, type Write } from './state.ts';

const mostBytes = 2 * 1024 * 1024;
const Namespace = z.string().max(512).default('');
const Upsert = z.looseObject({
  vectors: z
    .array(
      z.looseObject({
        id: z.string().min(1).max(512),
        values: z.array(z.number()),
        metadata: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .min(1)
    .max(1000),
  namespace: Namespace,
});
const Query = z.looseObject({
  vector: z.array(z.number()),
  topK: z.int().min(1).max(10_000),
  namespace: Namespace,
  filter: z.record(z.string(), z.unknown()).nullish(),
  includeMetadata: z.boolean().default(false),
  includeValues: z.boolean().default(false),
});
const Delete = z.looseObject({
  ids: z.array(z.string()).max(1000).nullish(),
  deleteAll: z.boolean().default(false),
  namespace: Namespace,
});

type Handler = (exchange: Exchange<PineconeState>, index: PineconeIndex) => Answer;

/** An index that is being made or deleted does not answer. */
export function onIndex(handler: Handler): (exchange: Exchange<PineconeState>) => Answer {
  return (exchange) => {
    const { state, parameters, now } = exchange;
    const index = indexAt({ state, name: parameters['index'] ?? '', nowMs: now.getTime() });
    if (index === null) return dataProblem(5, 'Index not found');
    const isReady = now.getTime() >= index.readyAtMs && index.goneAtMs === null;
    return isReady ? handler(exchange, index) : dataProblem(14, 'The index is not ready.');
  };
}

export function upsert({ state, body, rawBody, now }: Exchange<PineconeState>, index: PineconeIndex): Answer {
  if (rawBody.length > mostBytes) {
    return dataProblem(
      11,
      `Error, message length too large: found ${rawBody.length} bytes, the limit is: ${mostBytes} bytes`,
    );
  }
  const parsed = Upsert.safeParse(body);
  if (!parsed.success) return dataProblem(3, z.prettifyError(parsed.error));
  const { vectors, namespace } = parsed.data;
  const records: PineconeRecord[] = [];
  for (const { id, values, metadata } of vectors) {
    if (values.length !== index.dimension) return wrongDimension({ found: values.length, index });
    if (values.every((value) => value === 0)) {
      return dataProblem(3, 'Dense vectors must contain at least one non-zero value');
    }
    const own: PineconeRecord['metadata'] = {};
    for (const [name, value] of Object.entries(metadata ?? {})) {
      const known = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).safeParse(value);
      if (!known.success) {
        return dataProblem(
          3,
          `Metadata value must be a string, number, boolean or list of strings, got '${JSON.stringify(value)}' for field '${name}'`,
        );
      }
      own[name] = known.data;
    }
    records.push({ id, values, metadata: own });
  }
  index.writes.push({ what: 'upsert', atMs: now.getTime() + state.settings.lagMs, namespace, records });
  return { status: 200, body: { upsertedCount: records.length } };
}

export function query({ body }: Exchange<PineconeState>, index: PineconeIndex): Answer {
  const parsed = Query.safeParse(body);
  if (!parsed.success) return dataProblem(3, z.prettifyError(parsed.error));
  const { vector, topK, namespace, filter, includeMetadata, includeValues } = parsed.data;
  if (vector.length !== index.dimension) return wrongDimension({ found: vector.length, index });
  const admitted = Object.values(index.namespaces[namespace] ?? {}).filter(({ metadata }) =>
    matches(metadata, filter ?? {}),
  );
  const found = admitted
    .map((record) => ({ record, score: cosine(record.values, vector) }))
    .sort((left, right) => right.score - left.score || (left.record.id < right.record.id ? -1 : 1))
    .slice(0, topK)
    .map(({ record: { id, values, metadata }, score }) => ({
      id,
      score,
      values: includeValues ? values : [],
      ...(includeMetadata ? { metadata } : {}),
    }));
  return {
    status: 200,
    body: { results: [], matches: found, namespace, usage: { readUnits: 1 + Math.floor(topK / 100) } },
  };
}

export function deleteVectors({ state, body, now }: Exchange<PineconeState>, index: PineconeIndex): Answer {
  const parsed = Delete.safeParse(body);
  if (!parsed.success) return dataProblem(3, z.prettifyError(parsed.error));
  const { ids, deleteAll, namespace } = parsed.data;
  const isKnown = namespace in index.namespaces || index.writes.some((write) => write.namespace === namespace);
  if (!isKnown) return dataProblem(5, 'Namespace not found');
  if (deleteAll === (ids !== null && ids !== undefined)) {
    return dataProblem(3, 'Exactly one of ids, deleteAll or filter must be set');
  }
  const shared = { atMs: now.getTime() + state.settings.lagMs, namespace };
  const write: Write = deleteAll ? { what: 'deleteAll', ...shared } : { what: 'delete', ...shared, ids: ids ?? [] };
  index.writes.push(write);
  return { status: 200, body: {} };
}

/** Sorted by id, a hundred at a time; the token is where it goes on. */
export function listVectors({ query: asked }: Exchange<PineconeState>, index: PineconeIndex): Answer {
  const namespace = asked.get('namespace') ?? '';
  const limit = Number(asked.get('limit') ?? 100);
  if (!(limit >= 1 && limit <= 100)) return dataProblem(3, 'limit must be between 1 and 100');
  const after = Buffer.from(asked.get('paginationToken') ?? '', 'base64url').toString();
  const ids = Object.keys(index.namespaces[namespace] ?? {})
    .filter((id) => id.startsWith(asked.get('prefix') ?? '') && id > after)
    .sort();
  const page = ids.slice(0, limit);
  const next = ids.length > limit ? Buffer.from(page.at(-1) ?? '').toString('base64url') : null;
  const body = { vectors: page.map((id) => ({ id })), namespace, usage: { readUnits: 1 } };
  return { status: 200, body: next === null ? body : { ...body, pagination: { next } } };
}

export function describeStats(_exchange: Exchange<PineconeState>, index: PineconeIndex): Answer {
  const counts = Object.entries(index.namespaces).map(
    ([name, records]) => [name, Object.keys(records).length] as const,
  );
  return {
    status: 200,
    body: {
      namespaces: Object.fromEntries(counts.map(([name, vectorCount]) => [name, { vectorCount }])),
      dimension: index.dimension,
      indexFullness: 0,
      totalVectorCount: counts.reduce((sum, [, count]) => sum + count, 0),
      metric: index.metric,
      vectorType: 'dense',
    },
  };
}

function wrongDimension({ found, index }: { found: number; index: PineconeIndex }): Answer {
  return dataProblem(3, `Vector dimension ${found} does not match the dimension of the index ${index.dimension}`);
}

function cosine(left: readonly number[], right: readonly number[]): number {
  const dot = left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);
  return dot / (Math.hypot(...left) * Math.hypot(...right) || 1);
}
