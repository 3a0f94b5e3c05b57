import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { gongDefinition } from '../gong/start-gong-simulator.ts';
import { smallWorld } from '../world/small-world.ts';
import { controlRoutes } from './control-routes.ts';
import { requestFaultKinds, webhookFaultKinds } from './fault.ts';
import { documentedRoutes } from './index.ts';

const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

it('describes every address that all simulators have', () => {
  const routes = controlRoutes({ definition: gongDefinition(smallWorld()), reset: () => undefined });
  assert.deepEqual(
    documentedRoutes(readme).map(([route]) => route),
    routes.map(({ method, path }) => `\`${method} ${path}\``),
  );
});

it('describes every fault that all simulators have', () => {
  const described = [...readme.matchAll(/^\| `(\w+)` +\|/gmu)].map((match) => match[1]);
  assert.deepEqual(described, [...requestFaultKinds, ...webhookFaultKinds]);
});
