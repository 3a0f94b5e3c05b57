import {
  type Answer,
  type Exchange,
  type Fault,
  type RunningSimulator,
  type SimulatorDefinition,
  startSimulator,
} from '../kit/index.ts';
import { pineconeControls } from './control.ts';
import { controlProblem } from './control-problem.ts';
import { type DataCode, dataProblem } from './data-problem.ts';
import { inspector } from './inspector.ts';
import { pineconeRoutes } from './routes.ts';
import { emptyState, PineconeState } from './state.ts';

/** The key that is taken. Any other is refused, so that a real one never seems to work here. */
export const pineconeKey = 'pcsk_simulator';

/** Starts the stand-in for Pinecone. */
export async function startPineconeSimulator(options: {
  port: number;
  stateFile?: string | null | undefined;
  seed?: string | undefined;
}): Promise<RunningSimulator> {
  return startSimulator({ definition: pineconeDefinition(), ...options });
}

export function pineconeDefinition(): SimulatorDefinition<PineconeState> {
  return {
    name: 'pinecone',
    title: 'Pinecone',
    initialState: emptyState,
    stateSchema: PineconeState,
    routes: pineconeRoutes,
    controls: pineconeControls,
    guard: (exchange) => (exchange.headers['api-key'] === pineconeKey ? null : unauthorized(exchange)),
    errorFor,
    notFound: () => controlProblem({ status: 404, code: 'NOT_FOUND', message: 'There is no such address.' }),
    inspector,
  };
}

function errorFor(fault: Fault, exchange: Exchange<PineconeState>): Answer | null {
  switch (fault.kind) {
    case 'rate_limited': {
      const after = fault.retryAfterSeconds;
      const headers = after === null ? {} : { 'retry-after': String(after) };
      const message = 'Request failed. You have reached the max read unit limit.';
      return { ...problem({ exchange, status: 429, code: 'RESOURCE_EXHAUSTED', grpc: 8, message }), headers };
    }
    case 'unauthorized':
      return unauthorized(exchange);
    case 'server_error':
      return problem({ exchange, status: 500, code: 'INTERNAL', grpc: 13, message: 'Internal server error' });
    case 'unavailable':
      return problem({ exchange, status: 503, code: 'UNAVAILABLE', grpc: 14, message: 'The service is unavailable.' });
    default:
      return null;
  }
}

function unauthorized(exchange: Exchange<PineconeState>): Answer {
  return problem({ exchange, status: 401, code: 'UNAUTHENTICATED', grpc: 16, message: 'Invalid API key.' });
}

/** The two planes have errors of their own. */
function problem(options: {
  exchange: Exchange<PineconeState>;
  status: number;
  code: string;
  grpc: DataCode;
  message: string;
}): Answer {
  const { exchange, status, code, grpc, message } = options;
  return exchange.path.startsWith('/data/') ? dataProblem(grpc, message) : controlProblem({ status, code, message });
}
