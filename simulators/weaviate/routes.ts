import type { SimulatorRoute } from '../kit/index.ts';
import { answerGraphql } from './answer-graphql.ts';
import { batchObjects } from './batch-objects.ts';
import { deleteObjects } from './delete-objects.ts';
import { listObjects } from './list-objects.ts';
import {
  addTenants,
  createClass,
  deleteClass,
  deleteTenants,
  listClasses,
  listTenants,
  readClass,
  readMeta,
  readReady,
} from './schema-routes.ts';
import type { WeaviateState } from './state.ts';

/** Every address of Weaviate that there is here. `coverage.ts` says who judges each of them. */
export const weaviateRoutes: readonly SimulatorRoute<WeaviateState>[] = [
  { method: 'GET', path: '/v1/meta', handler: readMeta },
  { method: 'GET', path: '/v1/.well-known/ready', handler: readReady },
  { method: 'GET', path: '/v1/schema', handler: listClasses },
  { method: 'POST', path: '/v1/schema', handler: createClass },
  { method: 'GET', path: '/v1/schema/:class', handler: readClass },
  { method: 'DELETE', path: '/v1/schema/:class', handler: deleteClass },
  { method: 'GET', path: '/v1/schema/:class/tenants', handler: listTenants },
  { method: 'POST', path: '/v1/schema/:class/tenants', handler: addTenants },
  { method: 'DELETE', path: '/v1/schema/:class/tenants', handler: deleteTenants },
  { method: 'POST', path: '/v1/batch/objects', handler: batchObjects },
  { method: 'DELETE', path: '/v1/batch/objects', handler: deleteObjects },
  { method: 'GET', path: '/v1/objects', handler: listObjects },
  { method: 'POST', path: '/v1/graphql', readOnly: true, handler: answerGraphql },
];
