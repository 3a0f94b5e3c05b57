import {
  type Answer,
  type Fault,
  type RunningSimulator,
  type SimulatorDefinition,
  startSimulator,
} from '../kit/index.ts';
import { weaviateControls } from './control.ts';
import { inspector } from './inspector.ts';
import { problem } from './problem.ts';
import { weaviateRoutes } from './routes.ts';
import { emptyState, WeaviateState } from './state.ts';

/** The key that is taken. Any other is refused, so that a real one never seems to work here. */
export const weaviateKey = 'weaviate-simulator-key';

/** Starts the stand-in for Weaviate. */
export async function startWeaviateSimulator(options: {
  port: number;
  stateFile?: string | null | undefined;
  seed?: string | undefined;
}): Promise<RunningSimulator> {
  return startSimulator({ definition: weaviateDefinition(), ...options });
}

export function weaviateDefinition(): SimulatorDefinition<WeaviateState> {
  return {
    name: 'weaviate',
    title: 'Weaviate',
    initialState: emptyState,
    stateSchema: WeaviateState,
    routes: weaviateRoutes,
    controls: weaviateControls,
    guard: ({ headers }) =>
      headers.authorization === `Bearer ${weaviateKey}` ? null : unauthorized(headers.authorization),
    errorFor,
    notFound: ({ path, method }) => ({
      status: 404,
      body: { code: 404, message: `path ${path} was not found for ${method}` },
    }),
    inspector,
  };
}

function errorFor(fault: Fault): Answer | null {
  switch (fault.kind) {
    case 'rate_limited': {
      const after = fault.retryAfterSeconds;
      const headers = after === null ? {} : { 'retry-after': String(after) };
      return { ...problem(429, 'too many requests'), headers };
    }
    case 'unauthorized':
      return unauthorized('');
    case 'server_error':
      return problem(500, 'internal error');
    case 'unavailable':
      return { status: 503, contentType: 'text/html', text: '<html><title>503</title></html>' };
    default:
      return null;
  }
}

function unauthorized(sent: string | undefined): Answer {
  const message =
    sent === undefined
      ? 'anonymous access not enabled. Please authenticate through one of the available methods'
      : 'unauthorized: invalid api key';
  return { status: 401, body: { code: 401, message } };
}
