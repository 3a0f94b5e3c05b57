import {
  type Answer,
  type Fault,
  type RunningSimulator,
  type SimulatorDefinition,
  startSimulator,
} from '../kit/index.ts';
import type { World } from '../world/schema.ts';
import { openidControls } from './control.ts';
import { inspector } from './inspector.ts';
import { openidRoutes } from './routes.ts';
import { OpenidState, openidStateOf } from './state.ts';
import { tokenFaults } from './write-id-token.ts';

export { openidClient } from './client.ts';

/** Starts the stand-in for a provider of OpenID Connect. */
export async function startOpenidSimulator(options: {
  port: number;
  world: World;
  stateFile?: string | null | undefined;
  seed?: string | undefined;
}): Promise<RunningSimulator> {
  const { port, world, stateFile, seed } = options;
  return startSimulator({ definition: openidDefinition(world), port, stateFile, seed });
}

export function openidDefinition(world: World): SimulatorDefinition<OpenidState> {
  return {
    name: 'openid',
    title: 'OpenID Connect',
    initialState: (previous) => openidStateOf({ world, previous }),
    stateSchema: OpenidState,
    routes: openidRoutes,
    controls: openidControls,
    faultKinds: [...tokenFaults, 'wrong_state', 'other_issuer_in_answer'],
    errorFor,
    notFound: () => ({ status: 404, body: { error: 'not_found' } }),
    inspector,
  };
}

function errorFor(fault: Fault): Answer | null {
  switch (fault.kind) {
    case 'rate_limited': {
      const after = fault.retryAfterSeconds;
      const headers = after === null ? {} : { 'retry-after': String(after) };
      return { status: 429, headers, body: { error: 'slow_down' } };
    }
    case 'unauthorized':
      return { status: 401, body: { error: 'invalid_client' } };
    case 'server_error':
      return { status: 500, body: { error: 'server_error' } };
    case 'unavailable':
      return { status: 503, contentType: 'text/html', text: '<html><title>503</title></html>' };
    default:
      return null;
  }
}
