import type { Answer, Exchange, Fault } from '../../kit/index.ts';
import { HubspotProblem } from '../hubspot-problem.ts';
import type { HubspotState } from '../state.ts';
import { expired, unauthorized } from './admit.ts';
import { limitReached } from './count-request.ts';

/** Faults that only HubSpot has. `field_refused` strikes a property and not a route. */
export const hubspotFaultKinds = [
  'field_refused',
  'locked',
  'migrating',
  'daily_limit',
  'expired_token',
  'new_refresh_token',
] as const;

export function problemAnswer(exchange: Exchange<HubspotState>, problem: HubspotProblem): Answer {
  return {
    status: problem.fields.status,
    headers: problem.fields.headers ?? {},
    body: problem.toBody(nextCorrelationId(exchange)),
  };
}

/** The body of a planted fault of any vendor's kind. HubSpot does not document a `Retry-After` for its limits. */
export function errorFor(fault: Fault, exchange: Exchange<HubspotState>): Answer | null {
  const problem = commonProblem(fault, exchange);
  return problem === null ? null : problemAnswer(exchange, problem);
}

/** Throws where a fault of HubSpot's own kind strikes this request. */
export function strikePlanted(exchange: Exchange<HubspotState>): void {
  if (exchange.takeFault('locked') !== null) {
    throw new HubspotProblem({
      status: 423,
      category: 'LOCKED',
      message: 'The resource is currently locked; wait at least 2 seconds before the next request.',
    });
  }
  const migrating = exchange.takeFault('migrating');
  if (migrating !== null) {
    throw new HubspotProblem({
      status: 477,
      category: 'MIGRATION_IN_PROGRESS',
      message: 'This account is being moved to another data center.',
      headers: { 'retry-after': String(migrating.retryAfterSeconds ?? 1) },
    });
  }
  if (exchange.takeFault('daily_limit') !== null) throw limitReached('DAILY');
  if (exchange.takeFault('expired_token') !== null) throw expired(7);
}

/** Counted, in the form of a UUID. */
function nextCorrelationId(exchange: Exchange<HubspotState>): string {
  return `00000000-0000-4000-8000-${String(exchange.count('correlation')).padStart(12, '0')}`;
}

function commonProblem(fault: Fault, exchange: Exchange<HubspotState>): HubspotProblem | null {
  switch (fault.kind) {
    case 'rate_limited':
      return limitReached(exchange.path.endsWith('/search') ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING');
    case 'unauthorized':
      return unauthorized();
    case 'server_error':
      return new HubspotProblem({ status: 500, category: 'INTERNAL_ERROR', message: 'internal error' });
    case 'unavailable':
      return new HubspotProblem({ status: 503, category: 'SERVICE_UNAVAILABLE', message: 'Service unavailable' });
    default:
      return null;
  }
}
