import type { Answer, Exchange } from './exchange.ts';
import { nextId } from './state.ts';

export interface VendorProblem {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Anthropic's `error.details`. */
  readonly details?: Readonly<Record<string, string>>;
}

/** An error in the form that the vendor documents. */
export function vendorError(exchange: Exchange, problem: VendorProblem): Answer {
  const headers = problem.headers ?? {};
  if (exchange.vendor === 'anthropic') {
    const requestId = nextId(exchange.state, 'req_sim');
    const { type, message, details } = problem;
    const error = { type, message, ...(details === undefined ? {} : { details }) };
    return {
      status: problem.status,
      headers: { 'request-id': requestId, ...headers },
      body: { type: 'error', error, request_id: requestId },
    };
  }
  const { type, message, code } = problem;
  return {
    status: problem.status,
    headers: { 'x-request-id': nextId(exchange.state, 'req_sim'), ...headers },
    body: { error: { message, type, param: null, code } },
  };
}

export function invalidRequest(exchange: Exchange, message: string): Answer {
  return vendorError(exchange, { status: 400, type: 'invalid_request_error', code: null, message });
}

/** The errors that a planted fault asks for, in each vendor's words; null for a fault that is not an error answer. */
export function errorForFault(exchange: Exchange): Answer | null {
  const { fault, vendor } = exchange;
  if (fault === null) return null;
  const anthropic = vendor === 'anthropic';
  const retryAfter = fault.retryAfterSeconds === null ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  switch (fault.kind) {
    case 'rate_limited':
      return vendorError(exchange, {
        status: 429,
        type: anthropic ? 'rate_limit_error' : 'requests',
        code: 'rate_limit_exceeded',
        message: 'Rate limit reached. Please try again later.',
        headers: retryAfter,
      });
    case 'quota_exhausted':
      return vendorError(exchange, {
        status: 429,
        type: anthropic ? 'rate_limit_error' : 'insufficient_quota',
        code: 'insufficient_quota',
        message: 'You exceeded your current quota, please check your plan and billing details.',
        headers: { 'x-should-retry': 'false' },
        details: { error_code: 'enforced_spend_limit_reached' },
      });
    case 'server_error':
      return vendorError(exchange, serverProblem({ anthropic, status: 500, message: 'Internal server error' }));
    case 'unavailable':
      return vendorError(exchange, serverProblem({ anthropic, status: 503, message: 'The service is unavailable.' }));
    case 'overloaded':
      return vendorError(exchange, {
        status: anthropic ? 529 : 503,
        type: anthropic ? 'overloaded_error' : 'server_error',
        code: null,
        message: anthropic ? 'Overloaded' : 'The engine is currently overloaded, please try again later.',
        headers: retryAfter,
      });
    case 'unauthorized':
      return unauthorized(exchange);
    case 'model_not_found':
      return vendorError(exchange, {
        status: 404,
        type: anthropic ? 'not_found_error' : 'invalid_request_error',
        code: 'model_not_found',
        message: 'The model does not exist or you do not have access to it.',
      });
    default:
      return null;
  }
}

export function unauthorized(exchange: Exchange): Answer {
  const anthropic = exchange.vendor === 'anthropic';
  return vendorError(exchange, {
    status: 401,
    type: anthropic ? 'authentication_error' : 'invalid_request_error',
    code: 'invalid_api_key',
    message: anthropic ? 'invalid x-api-key' : 'Incorrect API key provided.',
  });
}

function serverProblem(options: { anthropic: boolean; status: number; message: string }): VendorProblem {
  const { anthropic, status, message } = options;
  return { status, type: anthropic ? 'api_error' : 'server_error', code: null, message };
}
