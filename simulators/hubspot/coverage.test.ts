import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { coverageRows, coveredRoutes, documentedRoutes } from '../kit/index.ts';
import { smallWorld } from '../world/small-world.ts';
import { coverage } from './coverage.ts';
import { hubspotDefinition } from './definition.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
const definition = hubspotDefinition(smallWorld());

it('names a judge for every route and for no other', () => {
  assert.deepEqual(Object.keys(coverage), coveredRoutes(definition));
});

it('tells the same in the README', () => {
  assert.deepEqual(documentedRoutes(readme), coverageRows(coverage));
});

it('describes every fault of its own in the README', () => {
  for (const kind of definition.faultKinds ?? []) assert.ok(readme.includes(`| \`${kind}\``), kind);
});
