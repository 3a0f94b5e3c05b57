import { timingSafeEqual } from 'node:crypto';
import type { Answer, Exchange, Fault } from '../kit/index.ts';
import { gongError } from './gong-answer.ts';
import type { GongState } from './state.ts';

/** The access key that the simulator takes. Any other is refused, so that a real one never seems to work here. */
export const gongKey = { accessKey: 'gong-simulator-key', secret: 'gong-simulator-secret' } as const;

const perSecond = { key: 'second', limit: 3, windowMs: 1000 };
const perDay = { key: 'day', limit: 10_000, windowMs: 86_400_000 };

/** Who may ask, and how often: three times a second and ten thousand times a day for the whole company. */
export function guard(exchange: Exchange<GongState>): Answer | null {
  if (!hasKey(exchange)) return refused(exchange);
  if (exchange.takeFault('forbidden') !== null) {
    return gongError(exchange, {
      status: 403,
      errors: ['Access denied: the access key lacks the scope that this request needs'],
    });
  }
  for (const limit of [perSecond, perDay]) {
    const verdict = exchange.limits.take(limit);
    if (!verdict.allowed) return limited(exchange, Math.max(1, Math.ceil(verdict.retryAfterMs / 1000)));
  }
  return null;
}

/** The planted errors in Gong's words; the gateway before Gong answers 503 by itself, without JSON. */
export function errorFor(fault: Fault, exchange: Exchange<GongState>): Answer | null {
  switch (fault.kind) {
    case 'rate_limited':
      return limited(exchange, fault.retryAfterSeconds);
    case 'unauthorized':
      return refused(exchange);
    case 'server_error':
      return gongError(exchange, {
        status: 500,
        errors: ['Failed to complete the operation due to an unexpected error'],
      });
    case 'unavailable':
      return {
        status: 503,
        contentType: 'text/html',
        text: '<html><head><title>503 Service Temporarily Unavailable</title></head></html>',
      };
    default:
      return null;
  }
}

function hasKey({ headers }: Exchange<GongState>): boolean {
  const expected = Buffer.from(`${gongKey.accessKey}:${gongKey.secret}`).toString('base64');
  const given = Buffer.from(headers.authorization?.replace(/^Basic /iu, '') ?? '');
  return given.byteLength === expected.length && timingSafeEqual(given, Buffer.from(expected));
}

function refused(exchange: Exchange<GongState>): Answer {
  const headers = { 'www-authenticate': 'Basic realm="Gong"' };
  return gongError(exchange, {
    status: 401,
    errors: ['Access denied: the access key or its secret is wrong'],
    headers,
  });
}

function limited(exchange: Exchange<GongState>, retryAfterSeconds: number | null): Answer {
  const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return gongError(exchange, { status: 429, errors: ['API request limit exceeded'], headers });
}
