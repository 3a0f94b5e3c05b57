import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { coverageRows, coveredRoutes, documentedRoutes } from '../kit/index.ts';
import { coverage } from './coverage.ts';
import { weaviateDefinition } from './start-weaviate-simulator.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

it('names a judge for every route and for no other', () => {
  assert.deepEqual(Object.keys(coverage), coveredRoutes(weaviateDefinition()));
});

it('tells the same in the README', () => {
  assert.deepEqual(documentedRoutes(readme), coverageRows(coverage));
});
