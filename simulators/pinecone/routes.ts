import type { SimulatorRoute } from '../kit/index.ts';
import { createIndex, deleteIndex, describeIndex, listIndexes } from './control-plane.ts';
import { deleteVectors, describeStats, listVectors, onIndex, query, upsert } from './data-plane.ts';
import type { PineconeState } from './state.ts';

/** Every address of Pinecone that there is here. `coverage.ts` says who judges each of them. */
export const pineconeRoutes: readonly SimulatorRoute<PineconeState>[] = [
  { method: 'GET', path: '/indexes', handler: listIndexes },
  { method: 'POST', path: '/indexes', handler: createIndex },
  { method: 'GET', path: '/indexes/:name', handler: describeIndex },
  { method: 'DELETE', path: '/indexes/:name', handler: deleteIndex },
  { method: 'POST', path: '/data/:index/vectors/upsert', handler: onIndex(upsert) },
  { method: 'POST', path: '/data/:index/query', readOnly: true, handler: onIndex(query) },
  { method: 'POST', path: '/data/:index/vectors/delete', handler: onIndex(deleteVectors) },
  { method: 'GET', path: '/data/:index/vectors/list', handler: onIndex(listVectors) },
  { method: 'POST', path: '/data/:index/describe_index_stats', readOnly: true, handler: onIndex(describeStats) },
];
